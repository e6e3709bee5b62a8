package dev.tidegate.mapping.id;

import java.math.BigDecimal;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/**
 * Gives one value for all that MongoDB takes for the same {@code _id}: numbers are equal by their exact value whatever
 * their type, at any depth, a symbol equals the string. The order of fields counts, in MongoDB as here.
 */
final class EqualIds {
    private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal GREATEST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    private EqualIds() {}

    static BsonValue representative(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOUBLE, DECIMAL128 -> number(value);
            case INT64 -> whole(value.asInt64().getValue());
            case SYMBOL -> new BsonString(value.asSymbol().getSymbol());
            case DOCUMENT -> document(value.asDocument());
            case ARRAY -> array(value.asArray());
            case JAVASCRIPT_WITH_SCOPE ->
                new BsonJavaScriptWithScope(
                        value.asJavaScriptWithScope().getCode(),
                        document(value.asJavaScriptWithScope().getScope()));
            default -> value;
        };
    }

    /** The exact value of a number of any type; empty for NaN and the infinities, and for what is no number. */
    static Optional<BigDecimal> exact(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32 -> Optional.of(BigDecimal.valueOf(value.asInt32().getValue()));
            case INT64 -> Optional.of(BigDecimal.valueOf(value.asInt64().getValue()));
            case DOUBLE ->
                Double.isFinite(value.asDouble().getValue())
                        ? Optional.of(new BigDecimal(value.asDouble().getValue()))
                        : Optional.empty();
            case DECIMAL128 -> exact(value.asDecimal128().getValue());
            default -> Optional.empty();
        };
    }

    /** {@link Decimal128#bigDecimalValue} refuses a negative zero. */
    private static Optional<BigDecimal> exact(Decimal128 number) {
        return number.isFinite() ? Optional.of(new BigDecimal(number.toString())) : Optional.empty();
    }

    /** The first of int, long, double and decimal that holds it exactly; a double for what is not finite. */
    private static BsonValue number(BsonValue value) {
        return exact(value).map(EqualIds::first).orElseGet(() -> value.isDouble() ? value : notFinite(value));
    }

    private static BsonValue first(BigDecimal number) {
        boolean isWhole = number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
        if (isWhole && number.compareTo(LEAST_LONG) >= 0 && number.compareTo(GREATEST_LONG) <= 0) {
            return whole(number.longValueExact());
        }
        double nearest = number.doubleValue();
        boolean isDouble = Double.isFinite(nearest) && new BigDecimal(nearest).compareTo(number) == 0;
        return isDouble ? new BsonDouble(nearest) : new BsonDecimal128(new Decimal128(number.stripTrailingZeros()));
    }

    private static BsonValue whole(long number) {
        return number == (int) number ? new BsonInt32((int) number) : new BsonInt64(number);
    }

    private static BsonDouble notFinite(BsonValue decimal) {
        Decimal128 number = decimal.asDecimal128().getValue();
        if (number.isNaN()) {
            return new BsonDouble(Double.NaN);
        }
        return new BsonDouble(number.isNegative() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }

    private static BsonDocument document(BsonDocument document) {
        BsonDocument representative = new BsonDocument();
        document.forEach((name, value) -> representative.put(name, representative(value)));
        return representative;
    }

    private static BsonArray array(BsonArray array) {
        return new BsonArray(array.stream().map(EqualIds::representative).toList());
    }
}
