package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/** What update operators make of a field's value (manual: "Update Operators"). Missing in, missing out: no field. */
final class FieldUpdates {
    private interface Operator {
        Object apply(Object value, Object operand);
    }

    private static final Map<String, Operator> OPERATORS = Map.ofEntries(
            Map.entry("$set", (value, operand) -> operand),
            Map.entry("$setOnInsert", (value, operand) -> operand),
            Map.entry("$inc", (value, operand) -> calculated("$inc", value, operand, Numbers::add)),
            Map.entry("$mul", FieldUpdates::multiplied),
            Map.entry("$min", (value, operand) -> isBehind(value, operand) ? operand : value),
            Map.entry("$max", (value, operand) -> isBehind(operand, value) || isMissing(value) ? operand : value),
            Map.entry("$currentDate", (value, operand) -> currentDate(operand)),
            Map.entry("$bit", FieldUpdates::bits),
            Map.entry("$push", ArrayUpdates::push),
            Map.entry("$addToSet", ArrayUpdates::addToSet),
            Map.entry("$pull", ArrayUpdates::pull),
            Map.entry("$pullAll", ArrayUpdates::pullAll),
            Map.entry("$pop", ArrayUpdates::pop));
    /** They need to know the document around the field. */
    private static final Set<String> OF_DOCUMENT = Set.of("$unset", "$rename");

    private FieldUpdates() {}

    static boolean knows(String operator) {
        return OPERATORS.containsKey(operator) || OF_DOCUMENT.contains(operator);
    }

    static Object apply(String operator, Object value, Object operand) {
        return OPERATORS.get(operator).apply(value, operand);
    }

    static boolean isMissing(Object value) {
        return value instanceof Missing;
    }

    private static boolean isBehind(Object left, Object right) {
        return isMissing(left) || !isMissing(right) && BsonOrder.INSTANCE.compare(left, right) > 0;
    }

    private static Number number(String operator, Object operand) {
        if (operand instanceof Number number) {
            return number;
        }
        throw Refusal.typeMismatch(
                "Cannot apply " + operator + " with non-numeric argument of type " + BsonTypes.name(operand));
    }

    private static Object calculated(
            String operator, Object value, Object operand, BinaryOperator<Number> calculation) {
        Number by = number(operator, operand);
        if (isMissing(value)) {
            return by;
        }
        if (!(value instanceof Number number)) {
            throw Refusal.typeMismatch(
                    "Cannot apply " + operator + " to a value of non-numeric type " + BsonTypes.name(value));
        }
        try {
            return calculation.apply(number, by);
        } catch (ArithmeticException e) {
            Refusal overflow = Refusal.badValue("Failed to apply " + operator
                    + " operations to the current value: the result does not fit into 64 bits");
            overflow.addSuppressed(e);
            throw overflow;
        }
    }

    /** What is not there becomes a zero of the factor's type. */
    private static Object multiplied(Object value, Object operand) {
        Object factor = isMissing(value) ? (Object) 0 : value;
        return calculated("$mul", factor, operand, Numbers::multiply);
    }

    private static Object currentDate(Object operand) {
        Object type = operand instanceof Document document ? document.get("$type") : operand;
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        if (type instanceof Boolean || "date".equals(type)) {
            return now;
        }
        if ("timestamp".equals(type)) {
            return new BsonTimestamp(now.getEpochSecond() << 32 | 1);
        }
        throw Refusal.badValue("The '$type' string field is required to be 'date' or 'timestamp'");
    }

    private static Object bits(Object value, Object operand) {
        if (!(operand instanceof Document operations) || operations.isEmpty()) {
            throw Refusal.badValue("The $bit modifier needs an object of 'and', 'or', 'xor'");
        }
        Object result = isMissing(value) ? (Object) 0 : value;
        for (Map.Entry<String, Object> operation : operations.entrySet()) {
            boolean areIntegers = result instanceof Number number
                    && Numbers.isIntegral(number)
                    && operation.getValue() instanceof Number by
                    && Numbers.isIntegral(by);
            if (!areIntegers) {
                throw Refusal.badValue("The $bit modifier works on integers alone");
            }
            result = bits(operation.getKey(), (Number) result, (Number) operation.getValue());
        }
        return result;
    }

    private static Number bits(String operation, Number left, Number right) {
        long result = switch (operation) {
            case "and" -> left.longValue() & right.longValue();
            case "or" -> left.longValue() | right.longValue();
            case "xor" -> left.longValue() ^ right.longValue();
            default -> throw Refusal.badValue("The $bit modifier knows 'and', 'or', 'xor' alone");
        };
        boolean narrow = left instanceof Integer && right instanceof Integer;
        return narrow ? (Number) (int) result : (Number) result;
    }
}
