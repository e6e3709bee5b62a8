package dev.tidegate.transform.value;

import java.math.BigDecimal;
import java.util.Optional;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Into {@code double precision}: the double that a number is, exactly; of a text the double that prints the same. */
final class DoubleConversion implements ScalarConversion {
    private final Outcomes outcomes;

    DoubleConversion(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32 -> Conversion.Value.exact((double) value.asInt32().getValue());
            case INT64 -> ofLong(value.asInt64().getValue());
            case DOUBLE -> Conversion.Value.exact(ofDouble(value.asDouble().getValue()));
            case DECIMAL128 -> ofDecimal(value, value.asDecimal128().getValue());
            case STRING -> ofText(value, value.asString().getValue());
            default -> outcomes.wrongType(value);
        };
    }

    private Conversion ofLong(long number) {
        double nearest = number;
        return new BigDecimal(nearest).compareTo(BigDecimal.valueOf(number)) == 0
                ? Conversion.Value.exact(nearest)
                : outcomes.notExact("this int64 has more digits than a double");
    }

    /** One NaN for all of its bit patterns. */
    private static double ofDouble(double number) {
        return Double.isNaN(number) ? Double.NaN : number;
    }

    private Conversion ofDecimal(BsonValue value, Decimal128 number) {
        double nearest = nearest(number);
        if (!number.isFinite()) {
            return outcomes.converted(value, nearest);
        }
        if (Double.isInfinite(nearest)) {
            return outcomes.outOfRange(value);
        }
        return new BigDecimal(nearest).compareTo(DecimalText.decimal(number)) == 0
                ? outcomes.converted(value, nearest)
                : outcomes.notExact("no double is exactly this decimal");
    }

    private Conversion ofText(BsonValue value, String text) {
        Optional<Decimal128> number = DecimalText.canonical(text);
        if (number.isEmpty()) {
            return outcomes.notExact("this string is no decimal number in its canonical form");
        }
        double nearest = nearest(number.get());
        if (Double.isInfinite(nearest)) {
            return outcomes.outOfRange(value);
        }
        return DecimalText.shortest(nearest).compareTo(DecimalText.decimal(number.get())) == 0
                ? outcomes.converted(value, nearest)
                : outcomes.notExact("this string has more digits than a double");
    }

    /** Java reads what Decimal128 prints, the sign of zero and the special values included. */
    private static double nearest(Decimal128 number) {
        return Double.parseDouble(number.toString());
    }
}
