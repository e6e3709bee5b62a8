package dev.tidegate.embedded.mongo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Expressions that take arrays for sets. */
final class SetOperators {
    private SetOperators() {}

    static void addTo(Map<String, Expressions.Operator> all) {
        all.put("$setUnion", combining("$setUnion", 0, Integer.MAX_VALUE, TreeSet::addAll));
        all.put("$setIntersection", combining("$setIntersection", 0, Integer.MAX_VALUE, TreeSet::retainAll));
        all.put("$setDifference", combining("$setDifference", 2, 2, TreeSet::removeAll));
        all.put(
                "$setIsSubset",
                Arguments.binary(
                        "$setIsSubset", (a, b) -> set("$setIsSubset", b).containsAll(set("$setIsSubset", a))));
        all.put(
                "$setEquals",
                Arguments.list(
                        "$setEquals",
                        2,
                        Integer.MAX_VALUE,
                        values -> values.stream()
                                .allMatch(
                                        value -> isSame(set("$setEquals", values.get(0)), set("$setEquals", value)))));
    }

    private static TreeSet<Object> set(String operator, Object array) {
        TreeSet<Object> set = new TreeSet<>(BsonOrder.INSTANCE);
        set.addAll(ArrayOperators.array(operator, array));
        return set;
    }

    private static boolean isSame(TreeSet<Object> left, TreeSet<Object> right) {
        return left.size() == right.size() && left.containsAll(right);
    }

    private static Expressions.Operator combining(
            String name, int least, int most, BiConsumer<TreeSet<Object>, Collection<?>> step) {
        return Arguments.list(name, least, most, values -> combined(name, values, step));
    }

    private static Object combined(String name, List<Object> values, BiConsumer<TreeSet<Object>, Collection<?>> step) {
        if (values.stream().anyMatch(BsonTypes::isNullish)) {
            return null;
        }
        if (values.isEmpty()) {
            return List.of();
        }
        TreeSet<Object> result = set(name, values.get(0));
        for (Object value : values.subList(1, values.size())) {
            TreeSet<Object> other = set(name, value);
            step.accept(result, other);
        }
        return new ArrayList<>(result);
    }
}
