package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;

/**
 * Paths in {@code $project} and {@code $addFields}: the library takes a computed "a.b" for a field's name, and
 * {@code {a: {b: 1}}} for a value.
 */
final class DottedFields {
    private DottedFields() {}

    /** The same projection with every nested field as a path. */
    static Document flattened(Document projection) {
        Document flat = new Document();
        projection.forEach((name, value) -> flatten(flat, name, value));
        return flat;
    }

    private static void flatten(Document flat, String path, Object value) {
        if (value instanceof Document nested && !nested.isEmpty() && !isExpression(nested)) {
            nested.forEach((name, inner) -> flatten(flat, path + "." + name, inner));
        } else {
            flat.put(path, value);
        }
    }

    private static boolean isExpression(Document document) {
        return document.keySet().iterator().next().startsWith("$");
    }

    /** The same fields with every path as nested documents. */
    static Document nested(Document fields) {
        Document result = new Document();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            put(result, field.getKey(), field.getValue());
        }
        return result;
    }

    private static void put(Document target, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            target.put(path, value);
            return;
        }
        Object inner = target.computeIfAbsent(path.substring(0, dot), absent -> new Document());
        if (!(inner instanceof Document document)) {
            throw new Refusal(
                    40176,
                    "Location40176",
                    "Invalid $addFields :: caused by :: specification contains two conflicting paths at " + path);
        }
        put(document, path.substring(dot + 1), value);
    }

    /** The paths of a flattened projection that it computes. */
    static List<String> computed(Document projection) {
        return projection.entrySet().stream()
                .filter(field -> field.getKey().contains("."))
                .filter(field -> !(field.getValue() instanceof Number) && !(field.getValue() instanceof Boolean))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Puts computed values that stand under a path's name into their place. */
    static Document moved(Document projected, List<String> paths) {
        Document result = projected.cloneDeeply();
        for (String path : paths) {
            if (result.containsKey(path)) {
                Utils.changeSubdocumentValue(result, path, result.remove(path));
            }
        }
        return result;
    }
}
