package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** What {@code $group} and {@code $bucket} make of the values of a group. */
final class Accumulators {
    private static final Map<String, Function<List<Object>, Object>> BY_NAME = Map.of(
            "$sum", Accumulators::sum,
            "$avg", Accumulators::average,
            "$min", Accumulators::least,
            "$max", Accumulators::greatest,
            "$first", values -> orNull(values.isEmpty() ? null : values.get(0)),
            "$last", values -> orNull(values.isEmpty() ? null : values.get(values.size() - 1)),
            "$push", values -> present(values).toList(),
            "$addToSet", Accumulators::different,
            "$mergeObjects", DocumentOperators::merged);

    private final Map<String, Expression> inputs = new java.util.LinkedHashMap<>();
    private final Map<String, Function<List<Object>, Object>> results = new java.util.LinkedHashMap<>();

    /** The fields of a stage, but {@code _id}, each with its accumulator. */
    Accumulators(Document fields, Expressions expressions) {
        fields.forEach((name, value) -> {
            if (!name.equals("_id")) {
                add(name, value, expressions);
            }
        });
    }

    private void add(String field, Object value, Expressions expressions) {
        if (field.contains(".") || !(value instanceof Document asked)) {
            throw new Refusal(40234, "Location40234", "The field '" + field + "' must be an accumulator object");
        }
        if (asked.size() != 1) {
            throw new Refusal(40238, "Location40238", "The field '" + field + "' must specify one accumulator");
        }
        String name = asked.keySet().iterator().next();
        boolean counts = name.equals("$count");
        Function<List<Object>, Object> result = BY_NAME.get(counts ? "$sum" : name);
        if (result == null) {
            throw new Refusal(15952, "Location15952", "unknown group operator '" + name + "'");
        }
        inputs.put(field, counts ? scope -> 1 : expressions.compile(asked.get(name)));
        results.put(field, result);
    }

    /** Puts the result of every field into the group's document. */
    Document complete(Document group, List<Scope> members) {
        inputs.forEach((field, input) -> group.put(
                field,
                results.get(field)
                        .apply(new ArrayList<>(
                                members.stream().map(input::value).toList()))));
        return group;
    }

    private static Stream<?> present(Collection<?> values) {
        return values.stream().filter(value -> !(value instanceof Missing));
    }

    private static Object orNull(Object value) {
        return value instanceof Missing ? null : value;
    }

    private static Object different(Collection<?> values) {
        TreeSet<Object> set = new TreeSet<>(BsonOrder.INSTANCE);
        present(values).forEach(set::add);
        return new ArrayList<>(set);
    }

    static Number sum(Collection<?> values) {
        Number sum = 0;
        for (Object value : values) {
            if (value instanceof Number number) {
                sum = ArithmeticOperators.widening(sum, number, Numbers::add);
            }
        }
        return sum;
    }

    static Object average(Collection<?> values) {
        long count = values.stream().filter(Number.class::isInstance).count();
        if (count == 0) {
            return null;
        }
        Number sum = sum(values);
        if (sum instanceof Decimal128 && Numbers.isFinite(sum)) {
            return Numbers.decimal(
                    Numbers.exact(sum).divide(java.math.BigDecimal.valueOf(count), java.math.MathContext.DECIMAL128));
        }
        return sum instanceof Decimal128 ? sum : (Object) (sum.doubleValue() / count);
    }

    static Object least(Collection<?> values) {
        Optional<?> found =
                values.stream().filter(value -> !BsonTypes.isNullish(value)).min(BsonOrder.INSTANCE);
        return found.orElse(null);
    }

    static Object greatest(Collection<?> values) {
        Optional<?> found =
                values.stream().filter(value -> !BsonTypes.isNullish(value)).max(BsonOrder.INSTANCE);
        return found.orElse(null);
    }
}
