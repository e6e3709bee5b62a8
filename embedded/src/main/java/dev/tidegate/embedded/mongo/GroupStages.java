package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Stages that make one document of many. */
final class GroupStages {
    private static final Document COUNT = new Document("count", new Document("$sum", 1));

    private GroupStages() {}

    static Stage group(Document specification, Expressions expressions) {
        if (!specification.containsKey("_id")) {
            throw new Refusal(15955, "Location15955", "a group specification must include an _id");
        }
        return grouped(
                expressions.compile(specification.get("_id")),
                new Accumulators(specification, expressions),
                UnaryOperator.identity());
    }

    private static Stage grouped(Expression key, Accumulators accumulators, UnaryOperator<Object> bucket) {
        return (documents, around) -> {
            Map<Object, List<Scope>> groups = new TreeMap<>(BsonOrder.INSTANCE);
            documents.forEach(document -> {
                Scope scope = Scope.of(document, around);
                Object value = bucket.apply(key.value(scope));
                groups.computeIfAbsent(value instanceof Missing ? null : value, absent -> new ArrayList<>())
                        .add(scope);
            });
            return groups.entrySet().stream()
                    .map(group -> accumulators.complete(new Document("_id", group.getKey()), group.getValue()));
        };
    }

    static Stage count(Object field) {
        if (!(field instanceof String name) || name.isEmpty() || name.startsWith("$") || name.contains(".")) {
            throw new Refusal(40156, "Location40156", "the count field must be a non-empty name without '$' and '.'");
        }
        return (documents, around) -> {
            int count = (int) documents.count();
            return count == 0 ? Stream.empty() : Stream.of(new Document(name, count));
        };
    }

    static Stage sortByCount(Object expression, Expressions expressions) {
        Stage groups = grouped(
                expressions.compile(expression), new Accumulators(COUNT, expressions), UnaryOperator.identity());
        DocumentOrder order = new DocumentOrder(new Document("count", -1));
        return (documents, around) -> groups.apply(documents, around).sorted(order);
    }

    static Stage bucket(Document specification, Expressions expressions) {
        if (!(specification.get("boundaries") instanceof List<?> boundaries)
                || boundaries.size() < 2
                || !specification.containsKey("groupBy")) {
            throw new Refusal(40198, "Location40198", "$bucket requires 'groupBy' and at least two 'boundaries'");
        }
        for (int i = 1; i < boundaries.size(); i++) {
            if (BsonOrder.INSTANCE.compare(boundaries.get(i - 1), boundaries.get(i)) >= 0) {
                throw new Refusal(40194, "Location40194", "The 'boundaries' option to $bucket must be sorted");
            }
        }
        Object rest = specification.getOrMissing("default");
        Document output = specification.get("output") instanceof Document asked ? asked : COUNT;
        return grouped(
                expressions.compile(specification.get("groupBy")),
                new Accumulators(output, expressions),
                value -> bucketOf(value, boundaries, rest));
    }

    private static Object bucketOf(Object value, List<?> boundaries, Object rest) {
        for (int i = boundaries.size() - 1; i >= 0; i--) {
            if (Expressions.compare(value, boundaries.get(i)) >= 0) {
                boolean isBeyond = i == boundaries.size() - 1;
                if (!isBeyond) {
                    return boundaries.get(i);
                }
                break;
            }
        }
        if (rest instanceof Missing) {
            throw new Refusal(
                    40066,
                    "Location40066",
                    "$bucket could not find a bucket for an input, and no default was specified.");
        }
        return rest;
    }
}
