package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A closed interval of ids in MongoDB's order. {@link #of} reads from a filter which intervals can hold matches; what
 * lies in them is still compared with the whole filter.
 */
record IdInterval(Object from, Object to) {
    static final IdInterval ALL = new IdInterval(MinKey.getInstance(), MaxKey.getInstance());
    private static final Object ANY_OBJECT_ID = new ObjectId(new byte[12]);

    /** Nothing when the filter says nothing about {@code _id} that narrows the search. */
    static Optional<List<IdInterval>> of(Document filter) {
        List<IdInterval> found = List.of(ALL);
        for (Map.Entry<String, Object> part : filter.entrySet()) {
            found = intersection(found, ofPart(part.getKey(), part.getValue()));
        }
        return found.equals(List.of(ALL)) ? Optional.empty() : Optional.of(found);
    }

    private static List<IdInterval> ofPart(String field, Object condition) {
        if (field.equals("_id")) {
            return ofCondition(condition);
        }
        List<IdInterval> found = List.of(ALL);
        if (field.equals("$and") && condition instanceof Collection<?> parts) {
            for (Object part : parts) {
                if (part instanceof Document filter) {
                    found = intersection(found, of(filter).orElse(List.of(ALL)));
                }
            }
        }
        return found;
    }

    private static List<IdInterval> ofCondition(Object condition) {
        if (BsonRegularExpression.isRegularExpression(condition) || condition instanceof Collection) {
            return List.of(ALL);
        }
        if (!(condition instanceof Document operators) || !isOperators(operators)) {
            return point(condition);
        }
        List<IdInterval> found = List.of(ALL);
        for (Map.Entry<String, Object> operator : operators.entrySet()) {
            found = intersection(found, ofOperator(operator.getKey(), operator.getValue()));
        }
        return found;
    }

    private static boolean isOperators(Document condition) {
        return !condition.isEmpty() && condition.keySet().iterator().next().startsWith("$");
    }

    private static List<IdInterval> ofOperator(String operator, Object value) {
        if (BsonRegularExpression.isRegularExpression(value)) {
            return List.of(ALL);
        }
        return switch (operator) {
            case "$eq" -> value instanceof Collection ? List.of(ALL) : point(value);
            case "$in" -> points(value);
            case "$gt", "$gte" -> List.of(new IdInterval(value, above(value)));
            case "$lt", "$lte" -> List.of(new IdInterval(below(value), value));
            case "$type" -> isObjectIdType(value) ? List.of(ofType(ANY_OBJECT_ID)) : List.of(ALL);
            case "$not" -> ofNegation(value);
            default -> List.of(ALL);
        };
    }

    private static Object above(Object value) {
        return isKeyBound(value) ? MaxKey.getInstance() : BsonOrder.TypeEdge.behind(value);
    }

    private static Object below(Object value) {
        return isKeyBound(value) ? MinKey.getInstance() : BsonOrder.TypeEdge.before(value);
    }

    private static boolean isKeyBound(Object value) {
        return value instanceof MinKey || value instanceof MaxKey || Missing.isNullOrMissing(value);
    }

    private static List<IdInterval> point(Object value) {
        return List.of(new IdInterval(value, value));
    }

    private static List<IdInterval> points(Object values) {
        if (!(values instanceof Collection<?> collection)
                || collection.stream().anyMatch(BsonRegularExpression::isRegularExpression)) {
            return List.of(ALL);
        }
        // 13, 13L and 13.0 are one id: equals would keep all three, and the document would be found three times.
        TreeSet<Object> ids = new TreeSet<>(BsonOrder.INSTANCE);
        ids.addAll(collection);
        return ids.stream().map(value -> new IdInterval(value, value)).toList();
    }

    private static List<IdInterval> ofNegation(Object negated) {
        if (negated instanceof Document inner && inner.size() == 1 && isObjectIdType(inner.get("$type"))) {
            IdInterval objectIds = ofType(ANY_OBJECT_ID);
            return List.of(new IdInterval(ALL.from, objectIds.from), new IdInterval(objectIds.to, ALL.to));
        }
        return List.of(ALL);
    }

    private static boolean isObjectIdType(Object type) {
        return "objectId".equals(type) || type instanceof Number code && code.intValue() == 7;
    }

    private static IdInterval ofType(Object example) {
        return new IdInterval(BsonOrder.TypeEdge.before(example), BsonOrder.TypeEdge.behind(example));
    }

    private static List<IdInterval> intersection(List<IdInterval> left, List<IdInterval> right) {
        List<IdInterval> found = new ArrayList<>();
        for (IdInterval a : left) {
            for (IdInterval b : right) {
                Object from = BsonOrder.INSTANCE.compare(a.from, b.from) >= 0 ? a.from : b.from;
                Object to = BsonOrder.INSTANCE.compare(a.to, b.to) <= 0 ? a.to : b.to;
                if (BsonOrder.INSTANCE.compare(from, to) <= 0) {
                    found.add(new IdInterval(from, to));
                }
            }
        }
        return found;
    }
}
