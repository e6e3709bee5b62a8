package dev.tidegate.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/**
 * A BSON value (bsonspec.org) as the bytes that go over the wire. No codec of the driver stands between, so that what a
 * driver never writes can be sent as well: broken UTF-8, equal names, deprecated types.
 */
record RawValue(int type, byte[] bytes) {
    static final int DOUBLE = 0x01;
    static final int STRING = 0x02;
    static final int DOCUMENT = 0x03;
    static final int ARRAY = 0x04;
    static final int UNDEFINED = 0x06;
    static final int OBJECT_ID = 0x07;
    static final int NULL = 0x0A;
    static final int REGEX = 0x0B;

    static final RawValue ABSENT_BUT_NAMED = new RawValue(UNDEFINED, new byte[0]);
    static final RawValue NOTHING = new RawValue(NULL, new byte[0]);
    static final RawValue MIN_KEY = new RawValue(0xFF, new byte[0]);
    static final RawValue MAX_KEY = new RawValue(0x7F, new byte[0]);

    /** A named value of a document. The name holds no zero byte. */
    record Field(byte[] name, RawValue value) {
        Field(String name, RawValue value) {
            this(name.getBytes(StandardCharsets.UTF_8), value);
        }
    }

    static RawValue ofDouble(double value) {
        return new RawValue(DOUBLE, little(8).putDouble(value).array());
    }

    static RawValue ofInt(int value) {
        return new RawValue(0x10, little(4).putInt(value).array());
    }

    static RawValue ofLong(long value) {
        return new RawValue(0x12, little(8).putLong(value).array());
    }

    static RawValue decimal(Decimal128 value) {
        return new RawValue(
                0x13,
                little(16).putLong(value.getLow()).putLong(value.getHigh()).array());
    }

    static RawValue bool(boolean value) {
        return new RawValue(0x08, new byte[] {(byte) (value ? 1 : 0)});
    }

    static RawValue date(long millis) {
        return new RawValue(0x09, little(8).putLong(millis).array());
    }

    static RawValue timestamp(long value) {
        return new RawValue(0x11, little(8).putLong(value).array());
    }

    static RawValue objectId(ObjectId id) {
        return new RawValue(OBJECT_ID, id.toByteArray());
    }

    static RawValue string(String text) {
        return string(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Any bytes, UTF-8 or not. */
    static RawValue string(byte[] text) {
        return new RawValue(STRING, lengthAndText(text));
    }

    static RawValue symbol(byte[] text) {
        return new RawValue(0x0E, lengthAndText(text));
    }

    static RawValue code(byte[] text) {
        return new RawValue(0x0D, lengthAndText(text));
    }

    static RawValue codeWithScope(byte[] text, RawValue scope) {
        byte[] code = lengthAndText(text);
        int length = 4 + code.length + scope.bytes.length;
        return new RawValue(
                0x0F, little(length).putInt(length).put(code).put(scope.bytes).array());
    }

    static RawValue pointer(String collection, ObjectId id) {
        byte[] name = lengthAndText(collection.getBytes(StandardCharsets.UTF_8));
        return new RawValue(
                0x0C, little(name.length + 12).put(name).put(id.toByteArray()).array());
    }

    static RawValue binary(int subtype, byte[] data) {
        return new RawValue(
                0x05,
                little(5 + data.length)
                        .putInt(data.length)
                        .put((byte) subtype)
                        .put(data)
                        .array());
    }

    /** Pattern and options hold no zero byte. */
    static RawValue regex(String pattern, String options) {
        return new RawValue(REGEX, (pattern + "\0" + options + "\0").getBytes(StandardCharsets.UTF_8));
    }

    static RawValue document(List<Field> fields) {
        return new RawValue(DOCUMENT, body(fields));
    }

    static RawValue array(List<RawValue> values) {
        List<Field> fields = new java.util.ArrayList<>();
        for (int index = 0; index < values.size(); index++) {
            fields.add(new Field(Integer.toString(index), values.get(index)));
        }
        return new RawValue(ARRAY, body(fields));
    }

    boolean isSame(RawValue other) {
        return type == other.type && Arrays.equals(bytes, other.bytes);
    }

    /** This document, for the driver. */
    RawBsonDocument toDocument() {
        if (type != DOCUMENT) {
            throw new IllegalStateException("no document, but BSON type " + type);
        }
        return new RawBsonDocument(bytes);
    }

    /** As the driver reads it: broken UTF-8 replaced, of equal names the last. */
    org.bson.BsonValue read() {
        BsonDocument holder =
                document(List.of(new Field("v", this))).toDocument().decode(CODEC);
        return holder.get("v");
    }

    private static final org.bson.codecs.BsonDocumentCodec CODEC = new org.bson.codecs.BsonDocumentCodec();

    private static byte[] body(List<Field> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Field field : fields) {
            out.write(field.value.type);
            out.writeBytes(field.name);
            out.write(0);
            out.writeBytes(field.value.bytes);
        }
        out.write(0);
        byte[] elements = out.toByteArray();
        return little(4 + elements.length)
                .putInt(4 + elements.length)
                .put(elements)
                .array();
    }

    private static byte[] lengthAndText(byte[] text) {
        return little(5 + text.length)
                .putInt(text.length + 1)
                .put(text)
                .put((byte) 0)
                .array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
