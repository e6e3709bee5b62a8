package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads the specifications of projections. */
final class Projections {
    private static final Projection.Leaf INCLUDE = new Projection.Leaf.Include();
    private static final Projection.Leaf EXCLUDE = new Projection.Leaf.Exclude();

    private Projections() {}

    /** Of {@code $project}. */
    static Projection project(Object specification, Expressions expressions) {
        return parsed(fields("$project", specification), expressions, false);
    }

    /** Of {@code find}, which also knows {@code $slice} and {@code $elemMatch}. */
    static UnaryOperator<Document> find(Document specification) {
        if (specification == null || specification.isEmpty()) {
            return UnaryOperator.identity();
        }
        for (String name : specification.keySet()) {
            if (name.endsWith(".$")) {
                throw Refusal.notSupported("The positional projection of '" + name + "'");
            }
        }
        Projection projection = parsed(specification, Expressions.withVariables(List.of()), true);
        return document -> projection.of(document, Scope.of(document, Scope.NONE));
    }

    static Projection addFields(Object specification, Expressions expressions) {
        Projection projection = new Projection(Projection.Mode.ADDITION);
        flattened(fields("$addFields", specification))
                .forEach(
                        (path, value) -> projection.add(path, new Projection.Leaf.Compute(expressions.compile(value))));
        return projection;
    }

    static Projection unset(Object specification) {
        Collection<?> paths = specification instanceof Collection<?> many ? many : List.of(specification);
        Projection projection = new Projection(Projection.Mode.EXCLUSION);
        for (Object path : paths) {
            if (!(path instanceof String text)) {
                throw new Refusal(
                        31120,
                        "Location31120",
                        "$unset specification must be a string or an array containing only string values");
            }
            projection.add(text, EXCLUDE);
        }
        return projection;
    }

    private static Document fields(String stage, Object specification) {
        if (!(specification instanceof Document fields)) {
            throw new Refusal(40272, "Location40272", stage + " specification must be an object");
        }
        if (fields.isEmpty()) {
            throw new Refusal(40177, "Location40177", stage + " specification must have at least one field");
        }
        return fields;
    }

    /** {@code {a: {b: 1}}} asks the same as {@code {"a.b": 1}}. */
    private static Map<String, Object> flattened(Document specification) {
        Map<String, Object> flat = new LinkedHashMap<>();
        specification.forEach((name, value) -> flatten(flat, name, value));
        return flat;
    }

    private static void flatten(Map<String, Object> flat, String path, Object value) {
        if (value instanceof Document nested && !nested.isEmpty() && !Expressions.isOperator(nested)) {
            nested.forEach((name, inner) -> flatten(flat, path + "." + name, inner));
        } else if (flat.put(path, value) != null) {
            throw new Refusal(31250, "Location31250", "Path collision at " + path);
        }
    }

    private static Projection parsed(Document specification, Expressions expressions, boolean ofFind) {
        Map<String, Projection.Leaf> leaves = new LinkedHashMap<>();
        flattened(specification).forEach((path, value) -> leaves.put(path, leaf(value, expressions, ofFind)));
        boolean isExclusion = isExclusion(leaves);
        Projection projection = new Projection(isExclusion ? Projection.Mode.EXCLUSION : Projection.Mode.INCLUSION);
        leaves.forEach((path, leaf) -> {
            check(path, leaf, isExclusion);
            projection.add(path, leaf);
        });
        if (!isExclusion && !projection.names("_id")) {
            projection.add("_id", INCLUDE);
        }
        return projection;
    }

    /** The first field but {@code _id} decides; a {@code $slice} alone leaves all the others. */
    private static boolean isExclusion(Map<String, Projection.Leaf> leaves) {
        return leaves.entrySet().stream()
                .filter(one -> !one.getKey().equals("_id") && !isSlice(one.getValue()))
                .findFirst()
                .map(one -> one.getValue() instanceof Projection.Leaf.Exclude)
                .orElseGet(() -> leaves.get("_id") == null || leaves.get("_id") instanceof Projection.Leaf.Exclude);
    }

    private static void check(String path, Projection.Leaf leaf, boolean isExclusion) {
        boolean excludes = leaf instanceof Projection.Leaf.Exclude;
        if (path.equals("_id")) {
            return;
        }
        if (!isExclusion && excludes) {
            throw new Refusal(
                    31254, "Location31254", "Cannot do exclusion on field " + path + " in inclusion projection");
        }
        if (isExclusion && !excludes && !isSlice(leaf)) {
            throw new Refusal(
                    31253, "Location31253", "Cannot do inclusion on field " + path + " in exclusion projection");
        }
    }

    private static boolean isSlice(Projection.Leaf leaf) {
        return leaf instanceof Projection.Leaf.Reshape reshape && reshape.change() instanceof Slice;
    }

    private static Projection.Leaf leaf(Object value, Expressions expressions, boolean ofFind) {
        if (value instanceof Number || value instanceof Boolean) {
            return BsonTypes.isTrue(value) ? INCLUDE : EXCLUDE;
        }
        if (value instanceof Document empty && empty.isEmpty()) {
            throw new Refusal(51270, "Location51270", "An empty sub-projection is not a valid value.");
        }
        if (ofFind && value instanceof Document operator && operator.containsKey("$elemMatch")) {
            return new Projection.Leaf.Reshape(firstMatch(operator.get("$elemMatch")));
        }
        boolean isSliceOfFind = ofFind
                && value instanceof Document operator
                && operator.containsKey("$slice")
                && Slice.takes(operator.get("$slice"));
        return isSliceOfFind
                ? new Projection.Leaf.Reshape(Slice.of(((Document) value).get("$slice")))
                : new Projection.Leaf.Compute(expressions.compile(value));
    }

    private static UnaryOperator<Object> firstMatch(Object condition) {
        Predicate predicate = Predicates.compile(new Document("$elemMatch", condition));
        return value -> value instanceof List<?> elements
                ? elements.stream()
                        .filter(element -> predicate.holdsFor(java.util.Collections.singletonList(element)))
                        .findFirst()
                        .<Object>map(java.util.Collections::singletonList)
                        .orElse(Missing.getInstance())
                : Missing.getInstance();
    }

    /** The first, the last, or the middle elements. */
    private record Slice(int from, int count) implements UnaryOperator<Object> {
        static boolean takes(Object argument) {
            return argument instanceof Number
                    || argument instanceof List<?> two
                            && two.size() == 2
                            && two.stream().allMatch(Number.class::isInstance);
        }

        static Slice of(Object argument) {
            if (argument instanceof Number number) {
                int count = number.intValue();
                return count < 0 ? new Slice(count, -count) : new Slice(0, count);
            }
            List<?> two = (List<?>) argument;
            int count = ((Number) two.get(1)).intValue();
            if (count <= 0) {
                throw new Refusal(28724, "Location28724", "$slice limit must be positive");
            }
            return new Slice(((Number) two.get(0)).intValue(), count);
        }

        @Override
        public Object apply(Object value) {
            return value instanceof List<?> elements ? ArrayOperators.sliceOf(elements, from, count) : value;
        }
    }
}
