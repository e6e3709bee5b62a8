package dev.tidegate.transform.state;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.UUID;

/** A part of a row's key, with its type, in bytes. */
final class KeyPartBytes {
    private static final int UUID_PART = 0;
    private static final int INT_PART = 1;
    private static final int LONG_PART = 2;
    private static final int TEXT_PART = 3;
    private static final int BOOLEAN_PART = 4;

    private KeyPartBytes() {}

    static void write(Object part, DataOutputStream out) throws IOException {
        if (part instanceof UUID uuid) {
            out.writeByte(UUID_PART);
            out.writeLong(uuid.getMostSignificantBits());
            out.writeLong(uuid.getLeastSignificantBits());
        } else if (part instanceof Integer number) {
            out.writeByte(INT_PART);
            out.writeInt(number);
        } else if (part instanceof Long number) {
            out.writeByte(LONG_PART);
            out.writeLong(number);
        } else if (part instanceof String text) {
            out.writeByte(TEXT_PART);
            Utf8.write(text, out);
        } else if (part instanceof Boolean flag) {
            out.writeByte(BOOLEAN_PART);
            out.writeBoolean(flag);
        } else {
            throw new IllegalArgumentException("no type of a key: " + part.getClass());
        }
    }

    static Object read(DataInputStream in) throws IOException {
        int type = in.readByte();
        return switch (type) {
            case UUID_PART -> new UUID(in.readLong(), in.readLong());
            case INT_PART -> in.readInt();
            case LONG_PART -> in.readLong();
            case TEXT_PART -> Utf8.read(in);
            case BOOLEAN_PART -> in.readBoolean();
            default -> throw new IOException("unknown type of a key part: " + type);
        };
    }
}
