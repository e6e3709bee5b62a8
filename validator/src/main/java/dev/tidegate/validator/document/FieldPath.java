package dev.tidegate.validator.document;

import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;

/** A dotted path into sub-documents; it does not enter arrays. */
record FieldPath(String dotted, List<String> names) {

    static FieldPath of(String dotted) {
        return new FieldPath(dotted, List.of(dotted.split("\\.")));
    }

    String topLevel() {
        return names.get(0);
    }

    /** The value there, BSON null included; null when the path leads nowhere, or to undefined. */
    BsonValue in(BsonDocument document) {
        BsonValue value = names.size() == 1 ? document.get(dotted) : below(document);
        return value == null || value.getBsonType() == BsonType.UNDEFINED ? null : value;
    }

    private BsonValue below(BsonDocument document) {
        BsonValue value = document;
        for (String name : names) {
            if (value == null || !value.isDocument()) {
                return null;
            }
            value = value.asDocument().get(name);
        }
        return value;
    }
}
