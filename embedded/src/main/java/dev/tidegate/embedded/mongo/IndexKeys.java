package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The keys that a document has in an index: one for each element of an array.
 *
 * @param partial which documents are in the index
 */
record IndexKeys(List<QueryPath> fields, boolean sparse, Predicate<Document> partial) {
    private static final Object OF_EMPTY_ARRAY = new OpaqueValue((byte) 0x06, new byte[0]);

    static IndexKeys of(Document spec) {
        return new IndexKeys(
                ((Document) spec.get("key"))
                        .keySet().stream().map(QueryPath::of).toList(),
                Boolean.TRUE.equals(spec.get("sparse")),
                partial(spec.get("partialFilterExpression")));
    }

    private static Predicate<Document> partial(Object filter) {
        if (!(filter instanceof Document condition)) {
            return document -> true;
        }
        Filter compiled = Filter.compile(condition);
        return document -> compiled.matches(document);
    }

    Set<Object> in(Document document) {
        Set<Object> keys = new TreeSet<>(BsonOrder.INSTANCE);
        if (!partial.test(document)) {
            return keys;
        }
        List<List<Object>> values =
                fields.stream().map(field -> values(document, field)).toList();
        boolean isAbsent = values.stream().allMatch(List::isEmpty);
        if (!(sparse && isAbsent)) {
            combine(values, new ArrayList<>(), keys);
        }
        return keys;
    }

    private static void combine(List<List<Object>> values, List<Object> key, Set<Object> keys) {
        if (key.size() == values.size()) {
            keys.add(List.copyOf(key));
            return;
        }
        List<Object> choices = values.get(key.size());
        for (Object choice : choices.isEmpty() ? List.of(Missing.getInstance()) : choices) {
            List<Object> longer = new ArrayList<>(key);
            longer.add(choice == null ? Missing.getInstance() : choice);
            combine(values, longer, keys);
        }
    }

    /** Empty when the field is not there. */
    private static List<Object> values(Document document, QueryPath field) {
        List<Object> values = new ArrayList<>();
        boolean[] isArray = {false};
        field.any(document, true, (value, index) -> {
            if (value instanceof List<?> && index < 0) {
                isArray[0] = true;
            } else if (!(value instanceof Missing)) {
                values.add(value);
            }
            return false;
        });
        if (isArray[0] && values.isEmpty()) {
            values.add(OF_EMPTY_ARRAY);
        }
        return values;
    }
}
