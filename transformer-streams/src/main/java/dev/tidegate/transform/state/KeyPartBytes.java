package dev.tidegate.transform.state;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/** A part of a row's key, with its type, in bytes. */
final class KeyPartBytes {
    private static final int UUID_PART = 0;
    private static final int INT_PART = 1;
    private static final int LONG_PART = 2;
    private static final int TEXT_PART = 3;
    private static final int BOOLEAN_PART = 4;
    private static final int FLOAT_PART = 5;
    private static final int DOUBLE_PART = 6;
    private static final int BYTES_PART = 7;

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
        } else if (part instanceof Float number) {
            out.writeByte(FLOAT_PART);
            out.writeFloat(number);
        } else if (part instanceof Double number) {
            out.writeByte(DOUBLE_PART);
            out.writeDouble(number);
        } else if (part instanceof ByteBuffer bytes) {
            out.writeByte(BYTES_PART);
            out.writeInt(bytes.remaining());
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            out.write(copy);
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
            case FLOAT_PART -> in.readFloat();
            case DOUBLE_PART -> in.readDouble();
            case BYTES_PART -> ByteBuffer.wrap(in.readNBytes(in.readInt()));
            default -> throw new IOException("unknown type of a key part: " + type);
        };
    }
}
