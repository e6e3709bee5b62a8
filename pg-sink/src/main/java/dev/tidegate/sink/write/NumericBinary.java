package dev.tidegate.sink.write;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;

/** PostgreSQL's binary form of numeric: digits in base 10,000, the scale kept for display. */
final class NumericBinary {
    private static final int HEADER = 8;
    private static final int POSITIVE = 0x0000;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int MINUS_INFINITY = 0xF000;
    private static final String INVALID_TEXT_REPRESENTATION = "22P02";

    private NumericBinary() {}

    /** Writes the field with its length. */
    static void write(String text, CopyOutput out) throws SQLException {
        switch (text) {
            case "NaN" -> special(NAN, out);
            case "Infinity" -> special(INFINITY, out);
            case "-Infinity" -> special(MINUS_INFINITY, out);
            default -> finite(parse(text), out);
        }
    }

    /** How many bytes {@link #write} writes behind the length. */
    static int length(String text) throws SQLException {
        return switch (text) {
            case "NaN", "Infinity", "-Infinity" -> HEADER;
            default -> HEADER + 2 * Digits.of(parse(text)).count();
        };
    }

    private static BigDecimal parse(String text) throws SQLException {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new SQLException("a text is no number", INVALID_TEXT_REPRESENTATION, e);
        }
    }

    private static void special(int sign, CopyOutput out) throws SQLException {
        header(0, 0, sign, 0, out);
    }

    private static void finite(BigDecimal number, CopyOutput out) throws SQLException {
        Digits digits = Digits.of(number);
        header(digits.count(), digits.weight(), number.signum() < 0 ? NEGATIVE : POSITIVE, digits.scale(), out);
        digits(digits.decimals(), out);
    }

    /** @param decimals with zeros at the right end, so that the decimal point falls between two base-10,000 digits */
    private record Digits(String decimals, int scale) {
        static Digits of(BigDecimal number) {
            int scale = Math.max(number.scale(), 0);
            BigInteger unscaled = number.setScale(scale).unscaledValue().abs();
            String decimals = unscaled.signum() == 0
                    ? ""
                    : unscaled.multiply(BigInteger.TEN.pow(padding(scale))).toString();
            return new Digits(decimals, scale);
        }

        private static int padding(int scale) {
            return Math.floorMod(-scale, 4);
        }

        int count() {
            return (decimals.length() + 3) / 4;
        }

        int weight() {
            return count() == 0 ? 0 : count() - (scale + padding(scale)) / 4 - 1;
        }
    }

    private static void header(int count, int weight, int sign, int scale, CopyOutput out) throws SQLException {
        out.int32(HEADER + 2 * count);
        out.int16(count);
        out.int16(weight);
        out.int16(sign);
        out.int16(scale);
    }

    private static void digits(String decimals, CopyOutput out) throws SQLException {
        int end = decimals.length() % 4 == 0 ? 4 : decimals.length() % 4;
        for (int start = 0; start < decimals.length(); start = end, end += 4) {
            out.int16(Integer.parseInt(decimals, start, end, 10));
        }
    }
}
