package dev.tidegate.validator.value;

import org.bson.BsonValue;

/** The rules of one column type, for values that are neither absent nor null. Stateless; safe for several threads. */
public interface ValueRule {
    Judgement judge(BsonValue value);

    /** True when a value that fits does so without a conversion: what is not may be refused by the file. */
    boolean isCarriedAsItIs(BsonValue value);

    /** True for types that take an array as it is; the others take an array of one as its element. */
    default boolean takesArrays() {
        return false;
    }
}
