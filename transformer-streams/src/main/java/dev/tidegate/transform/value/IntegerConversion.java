package dev.tidegate.transform.value;

import java.math.BigDecimal;
import java.util.function.LongFunction;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Into {@code smallint}, {@code integer} and {@code bigint}. */
final class IntegerConversion implements ScalarConversion {
    private static final int DIGITS_OF_A_LONG = 19;
    private static final double TWO_TO_63 = 0x1p63;

    private final Outcomes outcomes;
    private final long min;
    private final long max;
    private final LongFunction<Object> boxed;

    private IntegerConversion(Outcomes outcomes, long min, long max, LongFunction<Object> boxed) {
        this.outcomes = outcomes;
        this.min = min;
        this.max = max;
        this.boxed = boxed;
    }

    static IntegerConversion toSmallint(Outcomes outcomes) {
        return new IntegerConversion(outcomes, Short.MIN_VALUE, Short.MAX_VALUE, number -> (int) number);
    }

    static IntegerConversion toInteger(Outcomes outcomes) {
        return new IntegerConversion(outcomes, Integer.MIN_VALUE, Integer.MAX_VALUE, number -> (int) number);
    }

    static IntegerConversion toBigint(Outcomes outcomes) {
        return new IntegerConversion(outcomes, Long.MIN_VALUE, Long.MAX_VALUE, number -> number);
    }

    @Override
    public Conversion convert(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32 -> exact(value, value.asInt32().getValue());
            case INT64 -> exact(value, value.asInt64().getValue());
            case DOUBLE -> ofDouble(value, value.asDouble().getValue());
            case DECIMAL128 -> ofDecimal(value, value.asDecimal128().getValue());
            case STRING -> ofText(value, value.asString().getValue());
            default -> outcomes.wrongType(value);
        };
    }

    private Conversion exact(BsonValue value, long number) {
        return number < min || number > max ? outcomes.outOfRange(value) : Conversion.Value.exact(boxed.apply(number));
    }

    private Conversion converted(BsonValue value, long number) {
        return number < min || number > max
                ? outcomes.outOfRange(value)
                : outcomes.converted(value, boxed.apply(number));
    }

    private Conversion ofDouble(BsonValue value, double number) {
        if (Double.isNaN(number) || Double.isInfinite(number) || number != Math.rint(number)) {
            return outcomes.notExact("this double is no whole number");
        }
        return number < -TWO_TO_63 || number >= TWO_TO_63
                ? outcomes.outOfRange(value)
                : converted(value, (long) number);
    }

    private Conversion ofDecimal(BsonValue value, Decimal128 number) {
        if (!number.isFinite()) {
            return outcomes.notExact("this decimal is no whole number");
        }
        BigDecimal decimal = DecimalText.decimal(number).stripTrailingZeros();
        if (decimal.scale() > 0) {
            return outcomes.notExact("this decimal is no whole number");
        }
        return decimal.precision() - decimal.scale() > DIGITS_OF_A_LONG
                ? outcomes.outOfRange(value)
                : ofWhole(value, decimal);
    }

    private Conversion ofText(BsonValue value, String text) {
        int digits = IntegerText.digits(text);
        if (digits == 0) {
            return outcomes.notExact("this string is no whole number in plain ASCII digits");
        }
        return digits > DIGITS_OF_A_LONG ? outcomes.outOfRange(value) : ofWhole(value, new BigDecimal(text));
    }

    /** Of at most 19 digits, which may still be more than a long holds. */
    private Conversion ofWhole(BsonValue value, BigDecimal whole) {
        long number = whole.longValue();
        return BigDecimal.valueOf(number).compareTo(whole) == 0 ? converted(value, number) : outcomes.outOfRange(value);
    }
}
