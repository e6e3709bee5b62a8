package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.SourcePath;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;

/** A path into sub-documents; it does not enter arrays. */
record FieldPath(String dotted, List<String> names) {

    /** @param path text of a {@link SourcePath} */
    static FieldPath of(String path) {
        return new FieldPath(path, SourcePath.of(path).names());
    }

    String topLevel() {
        return names.get(0);
    }

    /** The value there, BSON null included; null when the path leads nowhere, or to undefined. */
    BsonValue in(BsonDocument document) {
        BsonValue value = names.size() == 1 ? document.get(topLevel()) : below(document);
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
