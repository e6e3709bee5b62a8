package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The stage {@code $graphLookup}: breadth first, every document and every value once, so that a cycle ends. */
final class GraphLookup implements Stage {
    private static final Set<String> KNOWN = Set.of(
            "from",
            "startWith",
            "connectFromField",
            "connectToField",
            "as",
            "maxDepth",
            "depthField",
            "restrictSearchWithMatch");

    private final StoredDatabase database;
    private final String from;
    private final Expression startWith;
    private final FieldPath connectFrom;
    private final String connectTo;
    private final String as;
    private final long maxDepth;
    private final String depthField;
    private final Document restriction;

    GraphLookup(StoredDatabase database, Document specification, Expressions expressions) {
        Lookup.checkNames("$graphLookup", specification, KNOWN);
        if (!specification.containsKey("startWith")) {
            throw Refusal.failedToParse("missing 'startWith' option to $graphLookup");
        }
        this.database = database;
        from = Lookup.name("$graphLookup", specification, "from");
        startWith = expressions.compile(specification.get("startWith"));
        connectFrom = FieldPath.of(Lookup.name("$graphLookup", specification, "connectFromField"));
        connectTo = Lookup.name("$graphLookup", specification, "connectToField");
        as = Lookup.name("$graphLookup", specification, "as");
        maxDepth = specification.get("maxDepth") instanceof Number depth ? depth.longValue() : Long.MAX_VALUE;
        depthField = specification.get("depthField") instanceof String field ? field : null;
        restriction = specification.get("restrictSearchWithMatch") instanceof Document filter ? filter : new Document();
    }

    @Override
    public Stream<Document> apply(Stream<Document> documents, Scope around) {
        return documents.map(document ->
                Fields.with(document, as, new ArrayList<Object>(reached(startWith.value(Scope.of(document, around))))));
    }

    private List<Document> reached(Object start) {
        Map<Object, Document> found = new TreeMap<>(BsonOrder.INSTANCE);
        List<Document> inOrder = new ArrayList<>();
        Set<Object> asked = new TreeSet<>(BsonOrder.INSTANCE);
        Set<Object> frontier = values(start);
        for (long depth = 0; depth <= maxDepth && !frontier.isEmpty(); depth++) {
            asked.addAll(frontier);
            Set<Object> next = new TreeSet<>(BsonOrder.INSTANCE);
            for (Document document : linked(frontier)) {
                if (found.putIfAbsent(document.get("_id"), document) == null) {
                    inOrder.add(depthField == null ? document : Fields.with(document, depthField, depth));
                    next.addAll(values(connectFrom.in(document)));
                }
            }
            next.removeAll(asked);
            frontier = next;
        }
        return inOrder;
    }

    private List<Document> linked(Set<Object> frontier) {
        Document filter = Lookup.equalTo(connectTo, List.copyOf(frontier));
        return database.readable(
                        from, restriction.isEmpty() ? filter : new Document("$and", List.of(filter, restriction)))
                .toList();
    }

    private static Set<Object> values(Object value) {
        Set<Object> values = new TreeSet<>(BsonOrder.INSTANCE);
        if (value instanceof List<?> elements) {
            elements.stream().filter(one -> !BsonTypes.isNullish(one)).forEach(values::add);
        } else if (!BsonTypes.isNullish(value)) {
            values.add(value);
        }
        return values;
    }
}
