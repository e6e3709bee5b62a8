package dev.tidegate.transform.value;

import java.math.BigDecimal;
import java.util.Optional;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Into {@code real}: the number of single precision that a number is, exactly; of a text the one that prints the same. */
final class RealConversion implements ScalarConversion {
    private final Outcomes outcomes;

    RealConversion(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32 -> ofLong(value.asInt32().getValue());
            case INT64 -> ofLong(value.asInt64().getValue());
            case DOUBLE -> ofDouble(value, value.asDouble().getValue());
            case DECIMAL128 -> ofDecimal(value, value.asDecimal128().getValue());
            case STRING -> ofText(value, value.asString().getValue());
            default -> outcomes.wrongType(value);
        };
    }

    private Conversion ofLong(long number) {
        float nearest = number;
        return new BigDecimal(nearest).compareTo(BigDecimal.valueOf(number)) == 0
                ? Conversion.Value.exact(nearest)
                : outcomes.notExact("this number has more digits than single precision");
    }

    private Conversion ofDouble(BsonValue value, double number) {
        float nearest = (float) number;
        if (Double.isNaN(number)) {
            return Conversion.Value.exact(Float.NaN);
        }
        if (Float.isInfinite(nearest) && !Double.isInfinite(number)) {
            return outcomes.outOfRange(value);
        }
        return nearest == number
                ? Conversion.Value.exact(nearest)
                : outcomes.notExact("this double has more digits than single precision");
    }

    private Conversion ofDecimal(BsonValue value, Decimal128 number) {
        float nearest = nearest(number);
        if (!number.isFinite()) {
            return outcomes.converted(value, nearest);
        }
        if (Float.isInfinite(nearest)) {
            return outcomes.outOfRange(value);
        }
        return new BigDecimal(nearest).compareTo(DecimalText.decimal(number)) == 0
                ? outcomes.converted(value, nearest)
                : outcomes.notExact("no number of single precision is exactly this decimal");
    }

    private Conversion ofText(BsonValue value, String text) {
        Optional<Decimal128> number = DecimalText.canonical(text);
        if (number.isEmpty()) {
            return outcomes.notExact("this string is no decimal number in its canonical form");
        }
        float nearest = nearest(number.get());
        if (Float.isInfinite(nearest)) {
            return outcomes.outOfRange(value);
        }
        return DecimalText.shortest(nearest).compareTo(DecimalText.decimal(number.get())) == 0
                ? outcomes.converted(value, nearest)
                : outcomes.notExact("this string has more digits than single precision");
    }

    /** Java reads what Decimal128 prints, the sign of zero and the special values included. */
    private static float nearest(Decimal128 number) {
        return Float.parseFloat(number.toString());
    }
}
