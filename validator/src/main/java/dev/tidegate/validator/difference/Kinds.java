package dev.tidegate.validator.difference;

import dev.tidegate.mapping.declaration.ColumnType;
import org.bson.BsonType;
import org.bson.BsonValue;

/** What kind of a value something is, for people: never the value. */
public final class Kinds {
    public static final String ABSENT = "absent";
    public static final String NO_DOCUMENT = "no document";
    public static final String NO_ROW = "no row";

    private Kinds() {}

    /** BSON's own name of the type; an array's with its length. */
    public static String of(BsonValue value) {
        if (value == null) {
            return ABSENT;
        }
        return value.isArray() ? "array of " + value.asArray().size() : of(value.getBsonType());
    }

    /** PostgreSQL's name of the type, or NULL; an array's with its length. */
    public static String of(ColumnType type, Object value) {
        if (value == null) {
            return "NULL";
        }
        return value instanceof Object[] items ? type + " of " + items.length : type.toString();
    }

    private static String of(BsonType type) {
        return switch (type) {
            case DOUBLE -> "double";
            case STRING -> "string";
            case DOCUMENT -> "object";
            case ARRAY -> "array";
            case BINARY -> "binData";
            case UNDEFINED -> "undefined";
            case OBJECT_ID -> "objectId";
            case BOOLEAN -> "bool";
            case DATE_TIME -> "date";
            case NULL -> "null";
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
            case END_OF_DOCUMENT -> throw new IllegalArgumentException("no value");
        };
    }
}
