package dev.tidegate.transform.value;

import org.bson.BsonValue;

/** Carries one value that is neither absent, null nor in an array into a column or a list's element. Thread-safe. */
interface ScalarConversion {
    Conversion convert(BsonValue value);
}
