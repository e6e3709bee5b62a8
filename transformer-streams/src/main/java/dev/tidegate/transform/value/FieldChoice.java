package dev.tidegate.transform.value;

import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Which of a column's fields counts in a document: the first that has a value. Immutable, thread-safe. */
public record FieldChoice(List<FieldPath> paths, ValueConverter converter) {
    public FieldChoice {
        paths = List.copyOf(paths);
    }

    /** Where none has a value, the first that is there at all; null where none is. */
    public FieldPath in(BsonDocument document) {
        FieldPath present = null;
        for (FieldPath path : paths) {
            BsonValue value = path.find(document);
            if (!converter.isAsIfAbsent(value)) {
                return path;
            }
            present = present == null && value != null ? path : present;
        }
        return present;
    }
}
