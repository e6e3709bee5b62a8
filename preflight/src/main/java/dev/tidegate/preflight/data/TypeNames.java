package dev.tidegate.preflight.data;

import dev.tidegate.mapping.bson.BsonTypeNames;
import org.bson.BsonValue;

/** The BSON types as MongoDB's {@code $type} names them, and a few cases that matter apart. */
final class TypeNames {
    static final String ABSENT = "absent";
    private static final String EMPTY_TEXT = "string (empty)";
    private static final String EMPTY_ARRAY = "array (empty)";

    private TypeNames() {}

    /** @param value null when the field is absent */
    static String of(BsonValue value) {
        if (value == null) {
            return ABSENT;
        }
        if (isEmptyText(value)) {
            return EMPTY_TEXT;
        }
        if (value.isArray() && value.asArray().isEmpty()) {
            return EMPTY_ARRAY;
        }
        return BsonTypeNames.of(value);
    }

    static boolean isEmptyText(BsonValue value) {
        return value != null && value.isString() && value.asString().getValue().isEmpty();
    }
}
