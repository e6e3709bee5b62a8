package dev.tidegate.validator.value;

import org.bson.BsonType;
import org.bson.BsonValue;

/** BSON null and undefined, which count as if the field were not there. */
public final class NoValue {
    private NoValue() {}

    /** @param value not Java's null */
    public static boolean is(BsonValue value) {
        BsonType type = value.getBsonType();
        return type == BsonType.NULL || type == BsonType.UNDEFINED;
    }
}
