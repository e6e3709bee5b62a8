package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads BSON (bsonspec.org) into the library's documents. The library's own decoder refuses several types and drops
 * binary subtypes; here every type survives.
 */
final class BsonReader {
    private final ByteBuffer in;

    BsonReader(ByteBuffer in) {
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    }

    static Document document(byte[] bytes) {
        return new BsonReader(ByteBuffer.wrap(bytes)).document();
    }

    Document document() {
        int end = in.position() + in.getInt();
        Document document = new Document();
        for (byte type = in.get(); type != 0; type = in.get()) {
            String name = name();
            while (document.containsKey(name)) {
                name += StoredText.AGAIN;
            }
            document.put(name, value(type));
        }
        expectEnd(end);
        return document;
    }

    private List<Object> array() {
        int end = in.position() + in.getInt();
        List<Object> values = new ArrayList<>();
        for (byte type = in.get(); type != 0; type = in.get()) {
            name();
            values.add(value(type));
        }
        expectEnd(end);
        return values;
    }

    private void expectEnd(int end) {
        if (in.position() != end) {
            throw new IllegalArgumentException("BSON ends at byte " + in.position() + ", its length says " + end);
        }
    }

    String name() {
        int start = in.position();
        int end = start;
        while (in.get(end) != 0) {
            end++;
        }
        String name = StoredText.of(in.array(), in.arrayOffset() + start, end - start);
        in.position(end + 1);
        return name;
    }

    private Object value(byte type) {
        return switch (type) {
            case 0x01 -> in.getDouble();
            case 0x02 -> string();
            case 0x03 -> document();
            case 0x04 -> array();
            case 0x05 -> binary();
            case 0x07 -> new ObjectId(bytes(12));
            case 0x08 -> in.get() != 0;
            case 0x09 -> Instant.ofEpochMilli(in.getLong());
            case 0x0A -> null;
            case 0x0B -> new BsonRegularExpression(name(), name());
            case 0x0D -> new BsonJavaScript(string());
            case 0x10 -> in.getInt();
            case 0x11 -> new BsonTimestamp(in.getLong());
            case 0x12 -> in.getLong();
            case 0x13 -> new Decimal128(in.getLong(), in.getLong());
            case (byte) 0xFF -> MinKey.getInstance();
            case 0x7F -> MaxKey.getInstance();
            case 0x06 -> new OpaqueValue(type, new byte[0]);
            case 0x0C -> new OpaqueValue(type, bytes(in.getInt(in.position()) + 4 + 12));
            case 0x0E -> new OpaqueValue(type, bytes(in.getInt(in.position()) + 4));
            case 0x0F -> new OpaqueValue(type, bytes(in.getInt(in.position())));
            default -> throw new IllegalArgumentException("BSON type 0x" + Integer.toHexString(type & 0xFF));
        };
    }

    private String string() {
        int length = in.getInt();
        String text = StoredText.of(in.array(), in.arrayOffset() + in.position(), length - 1);
        in.position(in.position() + length);
        return text;
    }

    private Object binary() {
        int start = in.position();
        int length = in.getInt();
        byte subtype = in.get();
        if (subtype == 0) {
            return new BinData(bytes(length));
        }
        if (subtype == 4 && length == 16) {
            in.order(ByteOrder.BIG_ENDIAN);
            UUID uuid = new UUID(in.getLong(), in.getLong());
            in.order(ByteOrder.LITTLE_ENDIAN);
            return uuid;
        }
        if (subtype == 3 && length == 16) {
            return new LegacyUUID(in.getLong(), in.getLong());
        }
        in.position(start);
        return new OpaqueValue((byte) 0x05, bytes(4 + 1 + length));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
