package dev.tidegate.embedded.mongo;

import java.util.Arrays;

/** A BSON value that the stand-in keeps byte by byte and never decodes: its type and what follows the name. */
record OpaqueValue(byte type, byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof OpaqueValue that && type == that.type && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * type + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "BSON value of type 0x" + Integer.toHexString(type);
    }
}
