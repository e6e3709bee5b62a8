package dev.tidegate.validator.value;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.types.Decimal128;

/** Numbers as PostgreSQL prints them, against numbers as BSON holds them. */
final class Numbers {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,6})?");

    private Numbers() {}

    static Optional<BigDecimal> parse(Object text) {
        return text instanceof String number && DECIMAL.matcher(number).matches()
                ? Optional.of(new BigDecimal(number))
                : Optional.empty();
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

    private static int significantDigits(BigDecimal number) {
        return number.stripTrailingZeros().precision();
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
