package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Map;

/** What a projection of {@code find} may hold here; the library would take other values for "include". */
final class Projections {
    private Projections() {}

    static void check(Document projection) {
        for (Map.Entry<String, Object> field : projection.entrySet()) {
            Object value = field.getValue();
            boolean plain = value instanceof Number || value instanceof Boolean;
            boolean operator = value instanceof Document document
                    && document.size() == 1
                    && (document.containsKey("$slice") || document.containsKey("$elemMatch"));
            if (!plain && !operator || field.getKey().endsWith(".$")) {
                throw Refusal.notSupported("The projection of '" + field.getKey() + "' by an expression");
            }
        }
    }
}
