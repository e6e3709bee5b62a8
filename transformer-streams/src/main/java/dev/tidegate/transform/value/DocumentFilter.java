package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.Where;
import dev.tidegate.mapping.declaration.Where.Condition;
import dev.tidegate.mapping.declaration.Where.Constant;
import dev.tidegate.mapping.declaration.Where.Test;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** A collection's {@code where}, asked of documents. Immutable, thread-safe. */
public final class DocumentFilter {
    private final List<Predicate<BsonDocument>> conditions;

    private DocumentFilter(List<Predicate<BsonDocument>> conditions) {
        this.conditions = conditions;
    }

    public static DocumentFilter of(Where where) {
        return new DocumentFilter(
                where.conditions().stream().map(DocumentFilter::condition).toList());
    }

    /** @param document decoded in depth, {@link FieldPath#decoded} */
    public boolean takes(BsonDocument document) {
        for (Predicate<BsonDocument> condition : conditions) {
            if (!condition.test(document)) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<BsonDocument> condition(Condition condition) {
        List<String> steps = List.of(condition.field().split("\\.", -1));
        if (condition.test() instanceof Test.OneOf one) {
            Predicate<BsonValue> equal = equalToAny(one.values());
            return document -> meets(document, steps, equal);
        }
        if (condition.test() instanceof Test.NoneOf none) {
            Predicate<BsonValue> equal = equalToAny(none.values());
            return document -> !meets(document, steps, equal);
        }
        boolean wanted = ((Test.Exists) condition.test()).exists();
        return document -> meets(document, steps, value -> !isAbsent(value)) == wanted;
    }

    /** True when the test holds of anything that the path leads to; it gets null for what is absent. */
    private static boolean meets(BsonDocument document, List<String> steps, Predicate<BsonValue> test) {
        return arrived(document.get(steps.get(0)), steps.subList(1, steps.size()), test);
    }

    private static boolean arrived(BsonValue value, List<String> left, Predicate<BsonValue> test) {
        if (left.isEmpty()) {
            return test.test(value)
                    || value instanceof BsonArray list && list.stream().anyMatch(test);
        }
        if (value instanceof BsonArray list) {
            return inList(list, left, test);
        }
        return value instanceof BsonDocument document ? meets(document, left, test) : test.test(null);
    }

    /** A step into a list leads to its documents, and a number also to the element of that place. */
    private static boolean inList(BsonArray list, List<String> left, Predicate<BsonValue> test) {
        boolean inDocuments = list.stream()
                .anyMatch(element -> element instanceof BsonDocument document && meets(document, left, test));
        return inDocuments
                || isPlace(left.get(0), list)
                        && arrived(list.get(Integer.parseInt(left.get(0))), left.subList(1, left.size()), test);
    }

    private static boolean isPlace(String step, BsonArray list) {
        return step.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(step) < list.size();
    }

    private static Predicate<BsonValue> equalToAny(List<Constant> constants) {
        return value -> constants.stream().anyMatch(constant -> isEqual(value, constant));
    }

    private static boolean isEqual(BsonValue value, Constant constant) {
        if (constant instanceof Constant.Null) {
            return isAbsent(value) || value.isNull();
        }
        if (isAbsent(value)) {
            return false;
        }
        if (constant instanceof Constant.Bool bool) {
            return value.isBoolean() && value.asBoolean().getValue() == bool.value();
        }
        if (constant instanceof Constant.Number number) {
            return isEqual(value, number.value());
        }
        String text = ((Constant.Text) constant).value();
        return value.isString() && value.asString().getValue().equals(text)
                || value.isSymbol() && value.asSymbol().getSymbol().equals(text);
    }

    private static boolean isEqual(BsonValue value, BigDecimal number) {
        return switch (value.getBsonType()) {
            case INT32 -> number.compareTo(BigDecimal.valueOf(value.asInt32().getValue())) == 0;
            case INT64 -> number.compareTo(BigDecimal.valueOf(value.asInt64().getValue())) == 0;
            case DOUBLE -> isEqual(value.asDouble().getValue(), number);
            case DECIMAL128 -> isEqual(value.asDecimal128().getValue(), number);
            default -> false;
        };
    }

    /** A fraction stands for the double that it is written as; a whole number for itself. */
    private static boolean isEqual(double value, BigDecimal number) {
        if (!Double.isFinite(value)) {
            return false;
        }
        boolean isWhole = number.stripTrailingZeros().scale() <= 0;
        return isWhole ? new BigDecimal(value).compareTo(number) == 0 : value == number.doubleValue();
    }

    private static boolean isEqual(Decimal128 value, BigDecimal number) {
        if (value.isNaN() || value.isInfinite()) {
            return false;
        }
        boolean isNegativeZero = value.isNegative() && value.toString().matches("-0(\\.0*)?(E.*)?");
        return isNegativeZero ? number.signum() == 0 : value.bigDecimalValue().compareTo(number) == 0;
    }

    private static boolean isAbsent(BsonValue value) {
        return value == null || value.getBsonType() == BsonType.UNDEFINED;
    }
}
