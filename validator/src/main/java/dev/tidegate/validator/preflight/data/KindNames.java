package dev.tidegate.validator.preflight.data;

import org.bson.BsonType;
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
        return name(value.getBsonType());
    }

    static String arrayOfOne(String element) {
        return ARRAY_OF_ONE + element;
    }

    private static String name(BsonType type) {
        return switch (type) {
            case END_OF_DOCUMENT -> "end of document";
            case DOUBLE -> "double";
            case STRING -> "string";
            case DOCUMENT -> "object";
            case ARRAY -> "array";
            case BINARY -> "binData";
            case UNDEFINED -> "undefined";
            case OBJECT_ID -> "objectId";
            case BOOLEAN -> "bool";
            case DATE_TIME -> "date";
            case NULL -> NULL;
            case REGULAR_EXPRESSION -> "regex";
            case DB_POINTER -> "dbPointer";
            case JAVASCRIPT -> "javascript";
            case SYMBOL -> "symbol";
            case JAVASCRIPT_WITH_SCOPE -> "javascriptWithScope";
            case INT32 -> "int";
            case TIMESTAMP -> "timestamp";
            case INT64 -> "long";
            case DECIMAL128 -> "decimal";
            case MIN_KEY -> "minKey";
            case MAX_KEY -> "maxKey";
        };
    }
}
