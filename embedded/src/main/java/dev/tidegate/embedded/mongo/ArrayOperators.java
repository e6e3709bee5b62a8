package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Expressions over arrays. */
final class ArrayOperators {
    private static final int ANY = Integer.MAX_VALUE;

    private ArrayOperators() {}

    static void addTo(Map<String, Expressions.Operator> all) {
        all.put("$arrayElemAt", Arguments.binary("$arrayElemAt", ArrayOperators::elementAt));
        all.put("$first", Arguments.unary("$first", value -> end("$first", value, 0)));
        all.put("$last", Arguments.unary("$last", value -> end("$last", value, -1)));
        all.put("$concatArrays", Arguments.list("$concatArrays", 0, ANY, ArrayOperators::concatenated));
        all.put("$isArray", Arguments.unary("$isArray", value -> value instanceof Collection));
        all.put("$size", Arguments.unary("$size", value -> array("$size", value).size()));
        all.put("$in", Arguments.binary("$in", (value, array) -> contains(array("$in", array), value)));
        all.put("$indexOfArray", Arguments.list("$indexOfArray", 2, 4, ArrayOperators::indexOf));
        all.put("$range", Arguments.list("$range", 2, 3, ArrayOperators::range));
        all.put("$reverseArray", Arguments.unary("$reverseArray", ArrayOperators::reversed));
        all.put("$slice", Arguments.list("$slice", 2, 3, ArrayOperators::slice));
        all.put("$filter", ArrayOperators::filter);
        all.put("$map", ArrayOperators::map);
        all.put("$reduce", ArrayOperators::reduce);
        all.put("$sortArray", ArrayOperators::sortArray);
        all.put("$zip", ArrayOperators::zip);
        all.put(
                "$allElementsTrue",
                Arguments.unary(
                        "$allElementsTrue",
                        value -> array("$allElementsTrue", value).stream().allMatch(BsonTypes::isTrue)));
        all.put(
                "$anyElementTrue",
                Arguments.unary(
                        "$anyElementTrue",
                        value -> array("$anyElementTrue", value).stream().anyMatch(BsonTypes::isTrue)));
    }

    static List<?> array(String operator, Object value) {
        if (value instanceof List<?> elements) {
            return elements;
        }
        if (value instanceof Collection<?> elements) {
            return new ArrayList<>(elements);
        }
        throw Refusal.typeMismatch(
                "The argument to " + operator + " must be an array, but was of type: " + BsonTypes.name(value));
    }

    private static int integer(String operator, Object value) {
        if (value instanceof Number number && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        throw Refusal.typeMismatch(operator + " requires a whole number, found: " + BsonTypes.name(value));
    }

    private static Object elementAt(Object array, Object index) {
        if (BsonTypes.isNullish(array) || BsonTypes.isNullish(index)) {
            return null;
        }
        return at(array("$arrayElemAt", array), integer("$arrayElemAt", index));
    }

    private static Object at(List<?> elements, int index) {
        int position = index < 0 ? elements.size() + index : index;
        return position < 0 || position >= elements.size() ? Missing.getInstance() : elements.get(position);
    }

    private static Object end(String operator, Object value, int index) {
        return BsonTypes.isNullish(value) ? null : at(array(operator, value), index);
    }

    private static Object concatenated(List<Object> values) {
        if (values.stream().anyMatch(BsonTypes::isNullish)) {
            return null;
        }
        List<Object> all = new ArrayList<>();
        values.forEach(value -> all.addAll(array("$concatArrays", value)));
        return all;
    }

    private static boolean contains(List<?> elements, Object value) {
        return elements.stream().anyMatch(element -> Expressions.compare(element, value) == 0);
    }

    private static Object indexOf(List<Object> values) {
        if (BsonTypes.isNullish(values.get(0))) {
            return null;
        }
        List<?> elements = array("$indexOfArray", values.get(0));
        int end = values.size() < 4
                ? elements.size()
                : Math.min(elements.size(), integer("$indexOfArray", values.get(3)));
        for (int i = values.size() < 3 ? 0 : integer("$indexOfArray", values.get(2)); i < end; i++) {
            if (Expressions.compare(elements.get(i), values.get(1)) == 0) {
                return i;
            }
        }
        return -1;
    }

    private static Object range(List<Object> values) {
        int step = values.size() < 3 ? 1 : integer("$range", values.get(2));
        if (step == 0) {
            throw new Refusal(34449, "Location34449", "$range requires a non-zero step value");
        }
        int end = integer("$range", values.get(1));
        List<Object> numbers = new ArrayList<>();
        for (long i = integer("$range", values.get(0)); step > 0 ? i < end : i > end; i += step) {
            numbers.add((int) i);
        }
        return numbers;
    }

    private static Object reversed(Object value) {
        if (BsonTypes.isNullish(value)) {
            return null;
        }
        List<Object> elements = new ArrayList<>(array("$reverseArray", value));
        Collections.reverse(elements);
        return elements;
    }

    private static Object slice(List<Object> values) {
        if (values.stream().anyMatch(BsonTypes::isNullish)) {
            return null;
        }
        List<?> elements = array("$slice", values.get(0));
        int first = integer("$slice", values.get(1));
        if (values.size() == 2) {
            return first < 0 ? sliceOf(elements, first, elements.size()) : sliceOf(elements, 0, first);
        }
        int count = integer("$slice", values.get(2));
        if (count <= 0) {
            throw new Refusal(28729, "Location28729", "Third argument to $slice must be positive: " + count);
        }
        return sliceOf(elements, first, count);
    }

    /** So many elements from a place that counts from the end when negative. */
    static List<Object> sliceOf(List<?> elements, int from, int count) {
        int start = from < 0 ? Math.max(0, elements.size() + from) : Math.min(from, elements.size());
        int end = (int) Math.min(elements.size(), (long) start + Math.max(0, count));
        return new ArrayList<>(elements.subList(start, end));
    }

    private static Expression filter(Object argument, Expressions expressions) {
        var named = new Arguments.Named("$filter", argument, expressions, List.of("input", "as", "cond", "limit"));
        String variable = named.text("as", "this");
        Expression input = named.required("input");
        Expression condition = named.required("cond", expressions.with(Set.of(variable)));
        Optional<Expression> limit = named.optional("limit");
        return scope -> {
            Object array = input.value(scope);
            if (BsonTypes.isNullish(array)) {
                return null;
            }
            Object most = limit.map(one -> one.value(scope)).orElse(null);
            return array("$filter", array).stream()
                    .filter(element -> BsonTypes.isTrue(condition.value(scope.with(variable, element))))
                    .limit(BsonTypes.isNullish(most) ? Long.MAX_VALUE : integer("$filter", most))
                    .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
        };
    }

    private static Expression map(Object argument, Expressions expressions) {
        var named = new Arguments.Named("$map", argument, expressions, List.of("input", "as", "in"));
        String variable = named.text("as", "this");
        Expression input = named.required("input");
        Expression result = named.required("in", expressions.with(Set.of(variable)));
        return scope -> {
            Object array = input.value(scope);
            if (BsonTypes.isNullish(array)) {
                return null;
            }
            List<Object> all = new ArrayList<>();
            for (Object element : array("$map", array)) {
                Object value = result.value(scope.with(variable, element));
                all.add(value instanceof Missing ? null : value);
            }
            return all;
        };
    }

    private static Expression reduce(Object argument, Expressions expressions) {
        var named = new Arguments.Named("$reduce", argument, expressions, List.of("input", "initialValue", "in"));
        Expression input = named.required("input");
        Expression start = named.required("initialValue");
        Expression step = named.required("in", expressions.with(Set.of("this", "value")));
        return scope -> {
            Object array = input.value(scope);
            if (BsonTypes.isNullish(array)) {
                return null;
            }
            Object value = start.value(scope);
            for (Object element : array("$reduce", array)) {
                value = step.value(scope.with("this", element).with("value", value));
            }
            return value;
        };
    }

    private static Expression sortArray(Object argument, Expressions expressions) {
        var named = new Arguments.Named("$sortArray", argument, expressions, List.of("input", "sortBy"));
        Expression input = named.required("input");
        Comparator<Object> order = order(named.raw("sortBy"));
        return scope -> {
            Object array = input.value(scope);
            if (BsonTypes.isNullish(array)) {
                return null;
            }
            List<Object> sorted = new ArrayList<>(array("$sortArray", array));
            sorted.sort(order);
            return sorted;
        };
    }

    /** By fields of the elements, or by the elements themselves. */
    static Comparator<Object> order(Object sort) {
        if (sort instanceof Document fields) {
            DocumentOrder order = new DocumentOrder(fields);
            return (left, right) -> order.compare(asDocument(left), asDocument(right));
        }
        if (sort instanceof Number direction && Math.abs(direction.doubleValue()) == 1) {
            return direction.doubleValue() > 0 ? BsonOrder.INSTANCE : BsonOrder.INSTANCE.reversed();
        }
        throw Refusal.badValue("The sort must be 1, -1, or an object of fields");
    }

    private static Document asDocument(Object value) {
        return value instanceof Document document ? document : new Document();
    }

    private static Expression zip(Object argument, Expressions expressions) {
        var named =
                new Arguments.Named("$zip", argument, expressions, List.of("inputs", "useLongestLength", "defaults"));
        Expression inputs = named.required("inputs");
        boolean longest = Boolean.TRUE.equals(named.raw("useLongestLength"));
        Optional<Expression> defaults = named.optional("defaults");
        return scope -> {
            List<?> arrays = array("$zip", inputs.value(scope));
            if (arrays.stream().anyMatch(BsonTypes::isNullish)) {
                return null;
            }
            List<?> fill = defaults.<List<?>>map(one -> array("$zip", one.value(scope)))
                    .orElse(List.of());
            java.util.stream.IntStream sizes =
                    arrays.stream().mapToInt(one -> array("$zip", one).size());
            int size = (longest ? sizes.max() : sizes.min()).orElse(0);
            List<Object> rows = new ArrayList<>();
            for (int row = 0; row < size; row++) {
                List<Object> cells = new ArrayList<>();
                for (int i = 0; i < arrays.size(); i++) {
                    Object value = at(array("$zip", arrays.get(i)), row);
                    cells.add(value instanceof Missing ? i < fill.size() ? fill.get(i) : null : value);
                }
                rows.add(cells);
            }
            return rows;
        };
    }
}
