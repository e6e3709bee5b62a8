package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Writes the library's documents as BSON into a buffer that grows. */
final class BsonWriter {
    private ByteBuffer out;

    BsonWriter(int capacity) {
        out = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] bytes(Map<String, ?> document) {
        BsonWriter writer = new BsonWriter(1024);
        writer.document(document);
        return writer.toBytes();
    }

    byte[] toBytes() {
        return Arrays.copyOf(out.array(), out.position());
    }

    byte[] array() {
        return out.array();
    }

    int length() {
        return out.position();
    }

    void int32(int value) {
        room(4);
        out.putInt(value);
    }

    void int32At(int position, int value) {
        out.putInt(position, value);
    }

    void int8(int value) {
        room(1);
        out.put((byte) value);
    }

    private void int64(long value) {
        room(8);
        out.putLong(value);
    }

    void document(Map<String, ?> document) {
        int start = length();
        int32(0);
        for (Map.Entry<String, ?> field : document.entrySet()) {
            element(field.getKey(), field.getValue());
        }
        finish(start);
    }

    private void array(Collection<?> values) {
        int start = length();
        int32(0);
        int index = 0;
        for (Object value : values) {
            element(Integer.toString(index++), value);
        }
        finish(start);
    }

    private void finish(int start) {
        int8(0);
        int32At(start, length() - start);
    }

    private void element(String name, Object value) {
        int type = length();
        int8(0);
        cString(name);
        byte code = value(value); // may replace the buffer
        out.put(type, code);
    }

    private byte value(Object value) {
        if (value == null) {
            return 0x0A;
        } else if (value instanceof String text) {
            string(text);
            return 0x02;
        } else if (value instanceof Map<?, ?> map) {
            document(named(map));
            return 0x03;
        } else if (value instanceof Collection<?> values) {
            array(values);
            return 0x04;
        } else if (value instanceof ObjectId id) {
            raw(id.toByteArray());
            return 0x07;
        } else if (value instanceof Boolean flag) {
            int8(flag ? 1 : 0);
            return 0x08;
        } else if (value instanceof Instant instant) {
            int64(instant.toEpochMilli());
            return 0x09;
        } else if (value instanceof Number number) {
            return number(number);
        }
        return rarerValue(value);
    }

    private byte number(Number number) {
        if (number instanceof Integer value) {
            int32(value);
            return 0x10;
        } else if (number instanceof Long value) {
            int64(value);
            return 0x12;
        } else if (number instanceof Decimal128 value) {
            int64(value.getLow());
            int64(value.getHigh());
            return 0x13;
        }
        int64(Double.doubleToRawLongBits(number.doubleValue()));
        return 0x01;
    }

    private byte rarerValue(Object value) {
        if (value instanceof UUID uuid) {
            binaryHead(16, 4);
            int64(Long.reverseBytes(uuid.getMostSignificantBits()));
            int64(Long.reverseBytes(uuid.getLeastSignificantBits()));
            return 0x05;
        } else if (value instanceof LegacyUUID legacy) {
            binaryHead(16, 3);
            int64(legacy.getUuid().getMostSignificantBits());
            int64(legacy.getUuid().getLeastSignificantBits());
            return 0x05;
        } else if (value instanceof BinData binary) {
            binaryHead(binary.getData().length, 0);
            raw(binary.getData());
            return 0x05;
        } else if (value instanceof BsonTimestamp timestamp) {
            int64(timestamp.getValue());
            return 0x11;
        } else if (value instanceof BsonRegularExpression regex) {
            cString(regex.getPattern());
            cString(regex.getOptions() == null ? "" : regex.getOptions());
            return 0x0B;
        } else if (value instanceof BsonJavaScript code) {
            string(code.getCode());
            return 0x0D;
        } else if (value instanceof OpaqueValue opaque) {
            raw(opaque.bytes());
            return opaque.type();
        } else if (value instanceof MinKey) {
            return (byte) 0xFF;
        } else if (value instanceof MaxKey) {
            return 0x7F;
        } else if (value instanceof Missing) {
            return 0x0A;
        }
        throw new IllegalArgumentException("No BSON type for " + value.getClass());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> named(Map<?, ?> map) {
        return (Map<String, ?>) map;
    }

    private void binaryHead(int length, int subtype) {
        int32(length);
        int8(subtype);
    }

    private void string(String text) {
        int start = length();
        int32(0);
        text(text);
        int8(0);
        int32At(start, length() - start - 4);
    }

    void cString(String text) {
        text(text);
        int8(0);
    }

    private void text(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                raw(StoredText.bytes(text.substring(i)));
                return;
            }
            out.put((byte) c);
        }
    }

    void raw(byte[] bytes) {
        room(bytes.length);
        out.put(bytes);
    }

    private void room(int bytes) {
        if (out.remaining() < bytes) {
            int capacity = Math.max(out.capacity() * 2, out.position() + bytes);
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), capacity))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(out.position());
        }
    }
}
