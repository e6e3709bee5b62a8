package dev.tidegate.transform.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Into {@code numeric}, as the text that PostgreSQL prints for it. */
final class NumericConversion implements ScalarConversion {
    private final List<Integer> sizes;
    private final Outcomes outcomes;

    /** @param sizes precision and scale, or nothing */
    NumericConversion(List<Integer> sizes, Outcomes outcomes) {
        this.sizes = sizes;
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32 -> carried(value, Integer.toString(value.asInt32().getValue()));
            case INT64 -> carried(value, Long.toString(value.asInt64().getValue()));
            case DOUBLE -> carried(value, ofDouble(value.asDouble().getValue()));
            case DECIMAL128 ->
                carried(value, DecimalText.plain(value.asDecimal128().getValue()));
            case STRING -> ofText(value, value.asString().getValue());
            default -> outcomes.wrongType(value);
        };
    }

    /** Java's names for the special values are PostgreSQL's. */
    private static String ofDouble(double number) {
        return Double.isNaN(number) || Double.isInfinite(number) ? Double.toString(number) : DecimalText.plain(number);
    }

    private Conversion ofText(BsonValue value, String text) {
        Optional<Decimal128> number = DecimalText.canonical(text);
        return number.isPresent()
                ? sized(value, DecimalText.plain(number.get()), plain -> outcomes.converted(value, plain))
                : outcomes.notExact("this string is no decimal number in its canonical form");
    }

    private Conversion carried(BsonValue value, String plain) {
        return sized(value, plain, Conversion.Value::exact);
    }

    private Conversion sized(BsonValue value, String plain, Function<String, Conversion> carried) {
        if (sizes.isEmpty() || plain.equals("NaN")) {
            return carried.apply(plain);
        }
        if (plain.endsWith("Infinity")) {
            return outcomes.outOfRange(value);
        }
        BigDecimal number = new BigDecimal(plain);
        int scale = sizes.get(1);
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > scale) {
            return outcomes.notExact("this number has more than " + scale + " digits behind the point");
        }
        BigDecimal scaled = number.setScale(scale, RoundingMode.UNNECESSARY);
        return scaled.signum() != 0 && scaled.precision() > sizes.get(0)
                ? outcomes.outOfRange(value)
                : carried.apply(scaled.toPlainString());
    }
}
