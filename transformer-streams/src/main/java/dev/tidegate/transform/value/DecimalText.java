package dev.tidegate.transform.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.bson.types.Decimal128;

/** Numbers as decimal text. */
final class DecimalText {
    /** Below it every integral double is exact as a long, and people expect plain digits. */
    private static final double PLAIN_INTEGRAL_LIMIT = 1e15;

    /** Decimals of so many digits and doubles in the normal range are never mistaken for one another. */
    private static final int CERTAIN_DIGITS = 15;

    private static final int MOST_DIGITS = 17;
    private static final RoundingMode[] ROUNDINGS = {RoundingMode.HALF_EVEN, RoundingMode.FLOOR, RoundingMode.CEILING};

    private static final int MOST_DIGITS_OF_FLOAT = 9;

    /** Nothing that Decimal128 prints is longer: sign, point, leading zeros, 34 digits. */
    private static final int LONGEST_TEXT = "-0.000000".length() + 34;

    private DecimalText() {}

    /** Canonical is what Decimal128 prints: every other text of the same number was written by a rule of its own. */
    static Optional<Decimal128> canonical(String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        try {
            return Optional.of(Decimal128.parse(text))
                    .filter(Decimal128::isFinite)
                    .filter(number -> number.toString().equals(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** A finite double as its shortest decimal, plain digits, no sign on zero. */
    static String plain(double number) {
        return isPlainIntegral(number)
                ? Long.toString((long) number)
                : shortest(number).toPlainString();
    }

    /** A finite double as a JSON number: its shortest decimal, with an exponent where that is shorter. */
    static String json(double number) {
        return isPlainIntegral(number)
                ? Long.toString((long) number)
                : shortest(number).toString();
    }

    /** A finite double as text: as {@link #json}, but negative zero keeps its sign, without which it reads back as zero. */
    static String text(double number) {
        return number == 0 && 1 / number < 0 ? "-0" : json(number);
    }

    /** As PostgreSQL prints numeric: plain digits with the scale; {@code NaN}, {@code Infinity}, {@code -Infinity}. */
    static String plain(Decimal128 number) {
        if (number.isNaN()) {
            return "NaN";
        }
        return number.isInfinite() ? number.toString() : decimal(number).toPlainString();
    }

    /** The value with its scale; the sign of a negative zero, which {@link BigDecimal} has not, is left out. */
    static BigDecimal decimal(Decimal128 finite) {
        return new BigDecimal(finite.toString());
    }

    /**
     * The shortest decimal that reads back as the same double, of several the nearest. {@link Double#toString} before JDK
     * 19 is not always that (JDK-4511638), and later never gives fewer than two digits.
     */
    static BigDecimal shortest(double finite) {
        BigDecimal printed = new BigDecimal(Double.toString(finite)).stripTrailingZeros();
        boolean isNormal = Math.abs(finite) >= Double.MIN_NORMAL;
        if (isNormal && printed.precision() <= CERTAIN_DIGITS) {
            return printed;
        }
        BigDecimal exact = new BigDecimal(finite);
        for (int digits = isNormal ? CERTAIN_DIGITS : 1; digits < MOST_DIGITS; digits++) {
            for (RoundingMode rounding : ROUNDINGS) {
                BigDecimal candidate = exact.round(new MathContext(digits, rounding));
                if (candidate.doubleValue() == finite) {
                    return candidate.stripTrailingZeros();
                }
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    /** The same of a float. */
    static BigDecimal shortest(float finite) {
        BigDecimal exact = new BigDecimal(finite);
        for (int digits = 1; digits < MOST_DIGITS_OF_FLOAT; digits++) {
            for (RoundingMode rounding : ROUNDINGS) {
                BigDecimal candidate = exact.round(new MathContext(digits, rounding));
                if (Float.parseFloat(candidate.toString()) == finite) {
                    return candidate.stripTrailingZeros();
                }
            }
        }
        return exact.round(new MathContext(MOST_DIGITS_OF_FLOAT, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
    }

    private static boolean isPlainIntegral(double number) {
        return Math.abs(number) < PLAIN_INTEGRAL_LIMIT && number == Math.rint(number);
    }
}
