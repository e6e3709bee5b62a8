package dev.tidegate.validator.difference;

import dev.tidegate.mapping.bson.BsonTypeNames;
import dev.tidegate.mapping.declaration.ColumnType;
import org.bson.BsonValue;

/** What kind of a value something is, for people: never the value. */
public final class ValueKinds {
    public static final String ABSENT = "absent";
    public static final String NO_DOCUMENT = "no document";
    public static final String NO_ROW = "no row";

    private ValueKinds() {}

    /** BSON's own name of the type; an array's with its length. */
    public static String of(BsonValue value) {
        if (value == null) {
            return ABSENT;
        }
        return value.isArray() ? "array of " + value.asArray().size() : BsonTypeNames.of(value);
    }

    /** PostgreSQL's name of the type, or NULL; an array's with its length. */
    public static String of(ColumnType type, Object value) {
        if (value == null) {
            return "NULL";
        }
        return value instanceof Object[] items ? type + " of " + items.length : type.toString();
    }
}
