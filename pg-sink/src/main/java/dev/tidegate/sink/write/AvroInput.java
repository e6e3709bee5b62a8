package dev.tidegate.sink.write;

/** Reads Avro's binary encoding from a byte array, without making objects. */
final class AvroInput {
    final byte[] bytes;
    int at;

    AvroInput(byte[] bytes, int start) {
        this.bytes = bytes;
        this.at = start;
    }

    /** A zigzag variable-length integer; Avro's int has the same form. */
    long readLong() {
        long raw = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes[at++];
            raw |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new IndexOutOfBoundsException("an integer of more than ten bytes");
    }

    int readLength() {
        long length = readLong();
        if (length < 0 || length > bytes.length - at) {
            throw new IndexOutOfBoundsException("a length of " + length + " at byte " + at + " of " + bytes.length);
        }
        return (int) length;
    }

    boolean readIsNull() {
        return readLong() == 0;
    }

    /** Avro has the lowest byte first. */
    int readFloatBits() {
        int bits = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            bits |= (bytes[at++] & 0xFF) << (8 * i);
        }
        return bits;
    }

    long readDoubleBits() {
        long low = readFloatBits() & 0xFFFFFFFFL;
        return low | (long) readFloatBits() << 32;
    }

    boolean readBoolean() {
        return bytes[at++] != 0;
    }

    /** Items in the next block of an array; 0 at its end. */
    long readBlock() {
        long count = readLong();
        if (count < 0) {
            readLong();
            return -count;
        }
        return count;
    }

    void skip(int length) {
        at += length;
    }
}
