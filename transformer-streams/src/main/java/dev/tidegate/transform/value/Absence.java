package dev.tidegate.transform.value;

import org.bson.BsonType;
import org.bson.BsonValue;

/** What stands for no value: no field at all, null, and BSON's undefined, which no driver writes any more. */
public final class Absence {
    private Absence() {}

    public static boolean is(BsonValue valueOrNull) {
        return valueOrNull == null || valueOrNull.isNull() || valueOrNull.getBsonType() == BsonType.UNDEFINED;
    }
}
