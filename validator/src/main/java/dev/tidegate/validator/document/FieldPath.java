package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.SourcePath;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;

/** A path into sub-documents; of an array it enters the element whose place a name gives in digits. */
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
            value = step(value, name);
        }
        return value;
    }

    static BsonValue step(BsonValue value, String name) {
        if (value == null) {
            return null;
        }
        if (value.isArray() && isPlace(name)) {
            List<BsonValue> elements = value.asArray();
            long place = Long.parseLong(name);
            return place < elements.size() ? elements.get((int) place) : null;
        }
        return value.isDocument() ? value.asDocument().get(name) : null;
    }

    /** No leading zeros, and no more digits than an array can have elements. */
    static boolean isPlace(String name) {
        return name.length() < 10
                && name.chars().allMatch(character -> character >= '0' && character <= '9')
                && (name.length() == 1 || name.charAt(0) != '0');
    }
}
