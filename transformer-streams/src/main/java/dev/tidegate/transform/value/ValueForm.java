package dev.tidegate.transform.value;

import org.bson.BsonValue;

/** A form in which documents keep values of another type, as the file states it. Thread-safe. */
interface ValueForm {
    /** False for values that the column's type alone converts. */
    boolean reads(BsonValue value);

    /** The value that is meant; null when this one is not of the form. */
    BsonValue read(BsonValue value);

    /** What is wrong with a value that was not read; never the value. */
    String refusal();
}
