package dev.tidegate.preflight.data;

import dev.tidegate.mapping.bson.BsonTypeNames;
import org.bson.BsonValue;

/** The BSON types as MongoDB's {@code $type} names them, and a few cases that matter apart. */
final class KindNames {
    static final String ABSENT = "absent";
    static final String NULL = "null";
    static final String EMPTY_TEXT = "string (empty)";
    static final String EMPTY_ARRAY = "array (empty)";
    private static final String ARRAY_OF_ONE = "array of one ";

    private KindNames() {}

    /** @param value null when the field is absent */
    static String of(BsonValue value) {
        if (value == null) {
            return ABSENT;
        }
        if (value.isString() && value.asString().getValue().isEmpty()) {
            return EMPTY_TEXT;
        }
        if (value.isArray() && value.asArray().isEmpty()) {
            return EMPTY_ARRAY;
        }
        return BsonTypeNames.of(value);
    }

    static String arrayOfOne(String element) {
        return ARRAY_OF_ONE + element;
    }
}
