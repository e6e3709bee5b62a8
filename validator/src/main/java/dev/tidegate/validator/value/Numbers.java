package dev.tidegate.validator.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Numbers as PostgreSQL prints them, against numbers as BSON holds them. */
public final class Numbers {
    private static final int DIGITS_OF_EVERY_DOUBLE = 17;
    private static final int DIGITS_OF_EVERY_FLOAT = 9;
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,6})?");

    private Numbers() {}

    static Optional<BigDecimal> parse(Object text) {
        return text instanceof String number && DECIMAL.matcher(number).matches()
                ? Optional.of(new BigDecimal(number))
                : Optional.empty();
    }

    /** Any BSON number but NaN and the infinities; a double as its shortest decimal. */
    static Optional<BigDecimal> finite(BsonValue number) {
        return switch (number.getBsonType()) {
            case INT32, INT64 -> Optional.of(new BigDecimal(number.asNumber().longValue()));
            case DOUBLE ->
                Optional.of(number.asDouble().getValue())
                        .filter(Double::isFinite)
                        .map(Numbers::shortest);
            case DECIMAL128 ->
                Optional.of(number.asDecimal128().getValue())
                        .filter(Decimal128::isFinite)
                        .map(Numbers::exact);
            default -> Optional.empty();
        };
    }

    /** Equal to the last digit, trailing zeros after the point included: numeric has no scale below zero. */
    static boolean isSameWithScale(BigDecimal expected, BigDecimal found) {
        return found.scale() == Math.max(0, expected.scale()) && found.compareTo(expected) == 0;
    }

    /** The shortest decimal that reads back as this double, or one as short. */
    static boolean isSame(double expected, BigDecimal found) {
        if (found.doubleValue() != expected) {
            return false;
        }
        BigDecimal printed = new BigDecimal(Double.toString(expected));
        return found.compareTo(printed) == 0 || significantDigits(found) <= significantDigits(printed);
    }

    /** The shortest decimal that reads back as this finite double, the nearest of several; without trailing zeros. */
    static BigDecimal shortest(double number) {
        var exact = new BigDecimal(number);
        for (int digits = 1; digits < DIGITS_OF_EVERY_DOUBLE; digits++) {
            for (RoundingMode rounding : List.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP)) {
                BigDecimal rounded = exact.round(new MathContext(digits, rounding));
                if (rounded.doubleValue() == number) {
                    return rounded.stripTrailingZeros();
                }
            }
        }
        return exact.round(new MathContext(DIGITS_OF_EVERY_DOUBLE, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
    }

    /** What PostgreSQL prints of a number, as {@link ExpectedValue#asKey} has it; anything else as it is. */
    public static Object withoutScale(Object text) {
        return parse(text).<Object>map(BigDecimal::stripTrailingZeros).orElse(text);
    }

    /** True when no decimal of fewer digits reads back as this float, and none of as many is nearer. */
    static boolean isShortest(BigDecimal number, float read) {
        var exact = new BigDecimal(read);
        for (int digits = 1; digits <= DIGITS_OF_EVERY_FLOAT; digits++) {
            for (RoundingMode rounding : List.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP)) {
                BigDecimal rounded = exact.round(new MathContext(digits, rounding));
                if (Float.parseFloat(rounded.toString()) == read) {
                    return rounded.compareTo(number) == 0;
                }
            }
        }
        return false;
    }

    /** A finite number as Decimal128 itself would print it: no other text is taken for one. */
    static Optional<BigDecimal> canonical(String text) {
        try {
            Decimal128 number = Decimal128.parse(text);
            return number.isFinite() && number.toString().equals(text) ? Optional.of(exact(number)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** To PostgreSQL 0.0 and -0.0 are one key; anything else is as it is. */
    public static Object withoutSignOfZero(Object value) {
        if (value instanceof Double number && number == 0) {
            return 0.0;
        }
        return value instanceof Float number && number == 0 ? (Object) 0.0f : value;
    }

    private static int significantDigits(BigDecimal number) {
        return number.stripTrailingZeros().precision();
    }

    /** What a number is worth; empty for what is none, or is not finite. */
    public static Optional<BigDecimal> exact(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32, INT64 -> Optional.of(BigDecimal.valueOf(value.asNumber().longValue()));
            case DOUBLE ->
                Optional.of(value.asDouble().getValue())
                        .filter(Double::isFinite)
                        .map(BigDecimal::new);
            case DECIMAL128 -> {
                Decimal128 number = value.asDecimal128().getValue();
                yield number.isFinite() ? Optional.of(exact(number)) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** A finite Decimal128 with its scale; Java knows no negative zero. */
    static BigDecimal exact(Decimal128 number) {
        if (!number.isNegative()) {
            return number.bigDecimalValue();
        }
        Decimal128 positive = Decimal128.fromIEEE754BIDEncoding(number.getHigh() & Long.MAX_VALUE, number.getLow());
        return positive.bigDecimalValue().negate();
    }

    static String printedByPostgres(Decimal128 number) {
        if (number.isNaN()) {
            return "NaN";
        }
        if (number.isInfinite()) {
            return number.isNegative() ? "-Infinity" : "Infinity";
        }
        BigDecimal exact = exact(number);
        return (exact.scale() < 0 ? exact.setScale(0) : exact).toPlainString();
    }
}
