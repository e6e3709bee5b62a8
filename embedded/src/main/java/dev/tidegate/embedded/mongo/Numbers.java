package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Decimal128;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/**
 * Arithmetic with BSON's numbers: the result has the wider type of the two; two int32 give an int64 where they must.
 * What goes beyond int64 is an {@link ArithmeticException}: an update refuses it, an expression continues with doubles.
 */
final class Numbers {
    private static final MathContext OF_A_DOUBLE = new MathContext(15, RoundingMode.HALF_EVEN);
    private static final int LARGEST_EXPONENT = 6144;
    private static final int SMALLEST_EXPONENT = -6176;

    private Numbers() {}

    static Number add(Number left, Number right) {
        return calculate(left, right, Math::addExact, Double::sum, BigDecimal::add);
    }

    static Number subtract(Number left, Number right) {
        return calculate(left, right, Math::subtractExact, (a, b) -> a - b, BigDecimal::subtract);
    }

    static Number multiply(Number left, Number right) {
        return calculate(left, right, Math::multiplyExact, (a, b) -> a * b, BigDecimal::multiply);
    }

    private static Number calculate(
            Number left,
            Number right,
            LongBinaryOperator integers,
            DoubleBinaryOperator doubles,
            BinaryOperator<BigDecimal> decimals) {
        if (left instanceof Decimal128 || right instanceof Decimal128) {
            return isFinite(left) && isFinite(right)
                    ? decimal(decimals.apply(exact(left), exact(right)))
                    : special(doubles.applyAsDouble(left.doubleValue(), right.doubleValue()));
        }
        if (left instanceof Double || right instanceof Double) {
            return doubles.applyAsDouble(left.doubleValue(), right.doubleValue());
        }
        long result = integers.applyAsLong(left.longValue(), right.longValue());
        boolean narrow = left instanceof Integer && right instanceof Integer && result == (int) result;
        return narrow ? (Number) (int) result : (Number) result;
    }

    static boolean isFinite(Number number) {
        return Double.isFinite(number.doubleValue()) || number instanceof Decimal128 decimal && isPlain(decimal);
    }

    /** A decimal beyond the largest double is finite all the same. */
    private static boolean isPlain(Decimal128 decimal) {
        String text = decimal.toString();
        return !text.endsWith("NaN") && !text.endsWith("Infinity");
    }

    /** A finite number as MongoDB takes it into a calculation with decimals: a double with 15 digits. */
    static BigDecimal exact(Number number) {
        if (number instanceof Decimal128 decimal) {
            return decimal.toBigDecimal();
        }
        if (!(number instanceof Double value)) {
            return BigDecimal.valueOf(number.longValue());
        }
        BigDecimal rounded = new BigDecimal(value).round(OF_A_DOUBLE);
        return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.setScale(rounded.scale() + 15 - rounded.precision());
    }

    static Decimal128 decimal(BigDecimal value) {
        BigDecimal rounded = value.round(MathContext.DECIMAL128);
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (rounded.signum() != 0 && exponent > LARGEST_EXPONENT) {
            return rounded.signum() > 0 ? Decimal128.POSITIVE_INFINITY : Decimal128.NEGATIVE_INFINITY;
        }
        return rounded.scale() > -SMALLEST_EXPONENT
                ? new Decimal128(rounded.setScale(-SMALLEST_EXPONENT, RoundingMode.HALF_EVEN))
                : new Decimal128(rounded);
    }

    static Decimal128 special(double value) {
        if (Double.isNaN(value)) {
            return Decimal128.NaN;
        }
        return value > 0 ? Decimal128.POSITIVE_INFINITY : Decimal128.NEGATIVE_INFINITY;
    }

    /** As a decimal, whatever it is. */
    static Decimal128 toDecimal(Number number) {
        if (number instanceof Decimal128 decimal) {
            return decimal;
        }
        return isFinite(number) ? decimal(exact(number)) : special(number.doubleValue());
    }

    /** As an int64 without its fraction; out of range or not finite is an {@link ArithmeticException}. */
    static long toLong(Number number) {
        if (number instanceof Integer || number instanceof Long) {
            return number.longValue();
        }
        if (!isFinite(number)) {
            throw new ArithmeticException("not a finite number");
        }
        BigDecimal value =
                number instanceof Decimal128 decimal ? decimal.toBigDecimal() : new BigDecimal((Double) number);
        return value.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    static boolean isIntegral(Number number) {
        return number instanceof Integer || number instanceof Long;
    }
}
