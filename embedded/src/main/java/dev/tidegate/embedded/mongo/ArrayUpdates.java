package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What update operators make of an array. */
final class ArrayUpdates {
    private static final Set<String> MODIFIERS = Set.of("$each", "$position", "$slice", "$sort");

    private ArrayUpdates() {}

    private static List<Object> array(String operator, Object value) {
        if (FieldUpdates.isMissing(value)) {
            return new ArrayList<>();
        }
        if (value instanceof List<?> elements) {
            return new ArrayList<>(elements);
        }
        throw Refusal.badValue(
                "The field of " + operator + " must be an array but is of type " + BsonTypes.name(value));
    }

    private static List<?> each(String operator, Object operand) {
        if (operand instanceof Document modifiers && modifiers.containsKey("$each")) {
            if (modifiers.get("$each") instanceof Collection<?> values) {
                return new ArrayList<>(values);
            }
            throw Refusal.badValue("The argument to $each in " + operator + " must be an array");
        }
        return java.util.Collections.singletonList(operand);
    }

    static Object push(Object value, Object operand) {
        List<Object> elements = array("$push", value);
        List<?> added = each("$push", operand);
        Document modifiers =
                operand instanceof Document document && document.containsKey("$each") ? document : new Document();
        for (String name : modifiers.keySet()) {
            if (!MODIFIERS.contains(name)) {
                throw Refusal.badValue("Unrecognized clause in $push: " + name);
            }
        }
        elements.addAll(position(modifiers, elements.size()), added);
        if (modifiers.containsKey("$sort")) {
            elements.sort(ArrayOperators.order(modifiers.get("$sort")));
        }
        if (!modifiers.containsKey("$slice")) {
            return elements;
        }
        int slice = integer("$slice", modifiers.get("$slice"));
        return slice < 0
                ? ArrayOperators.sliceOf(elements, slice, elements.size())
                : ArrayOperators.sliceOf(elements, 0, slice);
    }

    private static int position(Document modifiers, int size) {
        if (!modifiers.containsKey("$position")) {
            return size;
        }
        int position = integer("$position", modifiers.get("$position"));
        return position < 0 ? Math.max(0, size + position) : Math.min(position, size);
    }

    private static int integer(String name, Object value) {
        if (value instanceof Number number && number.doubleValue() == number.longValue()) {
            return (int) Math.max(Integer.MIN_VALUE + 1L, Math.min(Integer.MAX_VALUE, number.longValue()));
        }
        throw Refusal.badValue("The value for " + name + " must be an integer value");
    }

    static Object addToSet(Object value, Object operand) {
        List<Object> elements = array("$addToSet", value);
        for (Object added : each("$addToSet", operand)) {
            if (elements.stream().noneMatch(element -> BsonOrder.INSTANCE.compare(element, added) == 0)) {
                elements.add(added);
            }
        }
        return elements;
    }

    static Object pull(Object value, Object operand) {
        if (FieldUpdates.isMissing(value)) {
            return value;
        }
        List<Object> elements = array("$pull", value);
        elements.removeIf(pulled(operand));
        return elements;
    }

    /** A document without operators names fields of the documents that go; another value is compared as a whole. */
    private static Predicate<Object> pulled(Object operand) {
        if (operand instanceof BsonRegularExpression || Predicates.isOperators(operand)) {
            Filter filter = Filter.compile(new Document("e", operand));
            return element -> filter.matches(new Document("e", element));
        }
        if (operand instanceof Document condition) {
            Filter filter = Filter.compile(condition);
            return element -> element instanceof Document document && filter.matches(document);
        }
        return element -> BsonOrder.INSTANCE.compare(element, operand) == 0;
    }

    static Object pullAll(Object value, Object operand) {
        if (!(operand instanceof Collection<?> pulled)) {
            throw Refusal.badValue("$pullAll requires an array argument but was given a " + BsonTypes.name(operand));
        }
        if (FieldUpdates.isMissing(value)) {
            return value;
        }
        List<Object> elements = array("$pullAll", value);
        elements.removeIf(element -> pulled.stream().anyMatch(one -> BsonOrder.INSTANCE.compare(element, one) == 0));
        return elements;
    }

    static Object pop(Object value, Object operand) {
        if (!(operand instanceof Number end) || Math.abs(end.doubleValue()) != 1) {
            throw Refusal.failedToParse("$pop expects 1 or -1");
        }
        if (FieldUpdates.isMissing(value)) {
            return value;
        }
        if (!(value instanceof List<?>)) {
            throw Refusal.typeMismatch("Path for $pop contains an element of non-array type " + BsonTypes.name(value));
        }
        List<Object> elements = array("$pop", value);
        if (!elements.isEmpty()) {
            elements.remove(end.doubleValue() < 0 ? 0 : elements.size() - 1);
        }
        return elements;
    }
}
