package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Decimal128;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Expressions that calculate. Null or missing operands give null. */
final class ArithmeticOperators {
    private static final int ANY = Integer.MAX_VALUE;

    private ArithmeticOperators() {}

    static void addTo(Map<String, Expressions.Operator> all) {
        all.put("$add", Arguments.list("$add", 0, ANY, ArithmeticOperators::sum));
        all.put("$subtract", Arguments.binary("$subtract", ArithmeticOperators::subtract));
        all.put("$multiply", Arguments.list("$multiply", 0, ANY, ArithmeticOperators::product));
        all.put("$divide", Arguments.binary("$divide", ArithmeticOperators::divide));
        all.put("$mod", Arguments.binary("$mod", ArithmeticOperators::remainder));
        all.put("$pow", Arguments.binary("$pow", ArithmeticOperators::power));
        all.put("$abs", Arguments.unary("$abs", value -> absolute(value)));
        all.put("$ceil", Arguments.unary("$ceil", value -> rounded("$ceil", value, 0, RoundingMode.CEILING)));
        all.put("$floor", Arguments.unary("$floor", value -> rounded("$floor", value, 0, RoundingMode.FLOOR)));
        all.put("$round", rounding("$round", RoundingMode.HALF_EVEN));
        all.put("$trunc", rounding("$trunc", RoundingMode.DOWN));
        real(all, "$sqrt", Math::sqrt);
        real(all, "$exp", Math::exp);
        real(all, "$ln", Math::log);
        real(all, "$log10", Math::log10);
        all.put(
                "$log",
                Arguments.binary(
                        "$log",
                        (value, base) -> BsonTypes.isNullish(value) || BsonTypes.isNullish(base)
                                ? null
                                : Math.log(number("$log", value).doubleValue())
                                        / Math.log(number("$log", base).doubleValue())));
        all.put("$sum", Arguments.list("$sum", 0, ANY, values -> Accumulators.sum(spread(values))));
        all.put("$avg", Arguments.list("$avg", 0, ANY, values -> Accumulators.average(spread(values))));
        all.put("$min", Arguments.list("$min", 0, ANY, values -> Accumulators.least(spread(values))));
        all.put("$max", Arguments.list("$max", 0, ANY, values -> Accumulators.greatest(spread(values))));
        all.put(
                "$rand",
                (argument, expressions) -> scope ->
                        java.util.concurrent.ThreadLocalRandom.current().nextDouble());
    }

    private static void real(Map<String, Expressions.Operator> all, String name, DoubleUnaryOperator function) {
        all.put(
                name,
                Arguments.unary(
                        name,
                        value -> BsonTypes.isNullish(value)
                                ? null
                                : function.applyAsDouble(number(name, value).doubleValue())));
    }

    /** A single argument that is an array stands for its elements. */
    private static Collection<?> spread(List<Object> values) {
        return values.size() == 1 && values.get(0) instanceof Collection<?> elements ? elements : values;
    }

    static Number number(String operator, Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw Refusal.typeMismatch(operator + " only supports numeric types, not " + BsonTypes.name(value));
    }

    /** In expressions, what int64 does not hold becomes a double. */
    static Number widening(Number left, Number right, BinaryOperator<Number> exact) {
        try {
            return exact.apply(left, right);
        } catch (ArithmeticException e) {
            return exact.apply(left.doubleValue(), right.doubleValue());
        }
    }

    private static Object sum(List<Object> values) {
        Number sum = 0;
        boolean isDate = false;
        for (Object value : values) {
            if (BsonTypes.isNullish(value)) {
                return null;
            }
            if (value instanceof Instant && isDate) {
                throw new Refusal(16612, "Location16612", "only one date allowed in an $add expression");
            }
            isDate |= value instanceof Instant;
            sum = widening(
                    sum,
                    value instanceof Instant instant ? (Number) instant.toEpochMilli() : number("$add", value),
                    Numbers::add);
        }
        return isDate ? date(sum) : sum;
    }

    private static Instant date(Number millis) {
        BigDecimal rounded = millis instanceof Double value
                ? BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_EVEN)
                : Numbers.exact(millis);
        return Instant.ofEpochMilli(rounded.longValue());
    }

    private static Object subtract(Object left, Object right) {
        if (BsonTypes.isNullish(left) || BsonTypes.isNullish(right)) {
            return null;
        }
        if (left instanceof Instant date && right instanceof Instant other) {
            return date.toEpochMilli() - other.toEpochMilli();
        }
        if (left instanceof Instant date) {
            return date(Numbers.subtract(date.toEpochMilli(), number("$subtract", right)));
        }
        return widening(number("$subtract", left), number("$subtract", right), Numbers::subtract);
    }

    private static Object product(List<Object> values) {
        if (values.stream().anyMatch(BsonTypes::isNullish)) {
            return null;
        }
        Number product = 1;
        for (Object value : values) {
            product = widening(product, number("$multiply", value), Numbers::multiply);
        }
        return product;
    }

    private static Object divide(Object left, Object right) {
        if (BsonTypes.isNullish(left) || BsonTypes.isNullish(right)) {
            return null;
        }
        Number dividend = number("$divide", left);
        Number divisor = number("$divide", right);
        if (divisor.doubleValue() == 0) {
            throw Refusal.badValue("can't $divide by zero");
        }
        boolean decimal = dividend instanceof Decimal128 || divisor instanceof Decimal128;
        if (decimal && Numbers.isFinite(dividend) && Numbers.isFinite(divisor)) {
            return Numbers.decimal(Numbers.exact(dividend).divide(Numbers.exact(divisor), MathContext.DECIMAL128));
        }
        double quotient = dividend.doubleValue() / divisor.doubleValue();
        return decimal ? Numbers.toDecimal(quotient) : (Object) quotient;
    }

    private static Object remainder(Object left, Object right) {
        if (BsonTypes.isNullish(left) || BsonTypes.isNullish(right)) {
            return null;
        }
        Number dividend = number("$mod", left);
        Number divisor = number("$mod", right);
        if (divisor.doubleValue() == 0) {
            throw new Refusal(16610, "Location16610", "can't $mod by zero");
        }
        if (Numbers.isIntegral(dividend) && Numbers.isIntegral(divisor)) {
            long rest = dividend.longValue() % divisor.longValue();
            return dividend instanceof Integer && divisor instanceof Integer ? (Object) (int) rest : (Object) rest;
        }
        boolean decimal = dividend instanceof Decimal128 || divisor instanceof Decimal128;
        if (decimal && Numbers.isFinite(dividend) && Numbers.isFinite(divisor)) {
            return Numbers.decimal(Numbers.exact(dividend).remainder(Numbers.exact(divisor)));
        }
        double rest = dividend.doubleValue() % divisor.doubleValue();
        return decimal ? Numbers.toDecimal(rest) : (Object) rest;
    }

    private static Object power(Object left, Object right) {
        if (BsonTypes.isNullish(left) || BsonTypes.isNullish(right)) {
            return null;
        }
        Number base = number("$pow", left);
        Number exponent = number("$pow", right);
        if (base.doubleValue() == 0 && exponent.doubleValue() < 0) {
            throw new Refusal(28764, "Location28764", "$pow cannot take a base of 0 and a negative exponent");
        }
        double result = Math.pow(base.doubleValue(), exponent.doubleValue());
        if (base instanceof Decimal128 || exponent instanceof Decimal128) {
            return Numbers.toDecimal(result);
        }
        boolean isExact = Numbers.isIntegral(base)
                && Numbers.isIntegral(exponent)
                && exponent.longValue() >= 0
                && Math.abs(result) < 0x1p63;
        if (!isExact) {
            return result;
        }
        long power =
                BigInteger.valueOf(base.longValue()).pow(exponent.intValue()).longValue();
        boolean narrow = base instanceof Integer && exponent instanceof Integer && power == (int) power;
        return narrow ? (Object) (int) power : (Object) power;
    }

    private static Object absolute(Object value) {
        if (BsonTypes.isNullish(value)) {
            return null;
        }
        Number number = number("$abs", value);
        return number.doubleValue() < 0 || number.equals(-0.0) ? widening(0, number, Numbers::subtract) : number;
    }

    private static Expressions.Operator rounding(String name, RoundingMode mode) {
        return Arguments.list(name, 1, 2, values -> {
            Object place = values.size() < 2 ? 0 : values.get(1);
            return BsonTypes.isNullish(place)
                    ? null
                    : rounded(name, values.get(0), number(name, place).intValue(), mode);
        });
    }

    private static Object rounded(String name, Object value, int place, RoundingMode mode) {
        if (BsonTypes.isNullish(value)) {
            return null;
        }
        Number number = number(name, value);
        if (!Numbers.isFinite(number) || Numbers.isIntegral(number) && place >= 0) {
            return number;
        }
        BigDecimal exact = number instanceof Double real ? new BigDecimal(real) : Numbers.exact(number);
        BigDecimal result = exact.setScale(place, mode);
        if (number instanceof Decimal128) {
            return Numbers.decimal(result.scale() < 0 ? result.setScale(0) : result);
        }
        if (number instanceof Double real) {
            return Math.copySign(result.doubleValue(), real);
        }
        return number instanceof Integer && result.longValue() == result.intValue()
                ? (Object) result.intValue()
                : (Object) result.longValueExact();
    }
}
