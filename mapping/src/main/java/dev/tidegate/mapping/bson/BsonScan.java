package dev.tidegate.mapping.bson;

import dev.tidegate.mapping.bson.DecodingLoss.LossKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonType;

/** Goes once through the bytes of a document that can be decoded. Decoding itself hides what it replaces. */
final class BsonScan {
    private static final int MOST_LOSSES = 100;
    private static final int LONGEST_PATH = 200;
    private static final int OBJECT_ID = 12;
    private static final int DECIMAL = 16;

    private final byte[] array;
    private final ByteBuffer bytes;
    private final Deque<String> path = new ArrayDeque<>();
    private final Set<DecodingLoss> losses = new LinkedHashSet<>(0);

    BsonScan(ByteBuffer document) {
        this.array = new byte[document.remaining()];
        document.get(array);
        this.bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    }

    List<DecodingLoss> losses() {
        document();
        return List.copyOf(losses);
    }

    private void document() {
        skip(Integer.BYTES);
        Set<String> names = new HashSet<>();
        for (byte type = bytes.get(); type != 0; type = bytes.get()) {
            int from = bytes.position();
            int length = cStringLength();
            String name = new String(array, from, length, StandardCharsets.UTF_8);
            path.addLast(name);
            check(from, length);
            if (!names.add(name)) {
                note(LossKind.DUPLICATE_KEY);
            }
            value(BsonType.findByValue(type));
            path.removeLast();
        }
    }

    /** The names in an array are not read: what they are loses nothing. */
    private void array() {
        skip(Integer.BYTES);
        for (byte type = bytes.get(); type != 0; type = bytes.get()) {
            cStringLength();
            value(BsonType.findByValue(type));
        }
    }

    private void value(BsonType type) {
        switch (type) {
            case DOUBLE, DATE_TIME, TIMESTAMP, INT64 -> skip(Long.BYTES);
            case INT32 -> skip(Integer.BYTES);
            case BOOLEAN -> skip(1);
            case OBJECT_ID -> skip(OBJECT_ID);
            case DECIMAL128 -> skip(DECIMAL);
            case BINARY -> skip(bytes.getInt() + 1);
            case STRING, SYMBOL, JAVASCRIPT -> string();
            case DOCUMENT -> document();
            case ARRAY -> array();
            case REGULAR_EXPRESSION -> {
                cString();
                cString();
            }
            case DB_POINTER -> {
                string();
                skip(OBJECT_ID);
            }
            case JAVASCRIPT_WITH_SCOPE -> {
                skip(Integer.BYTES);
                string();
                document();
            }
            case NULL, UNDEFINED, MIN_KEY, MAX_KEY -> {
                // no bytes
            }
            default -> throw new IllegalArgumentException("no value has the BSON type " + type);
        }
    }

    private void string() {
        int length = bytes.getInt() - 1;
        int from = bytes.position();
        skip(length + 1);
        check(from, length);
    }

    private void cString() {
        int from = bytes.position();
        check(from, cStringLength());
    }

    /** Leaves the position after the closing 0. */
    private int cStringLength() {
        int from = bytes.position();
        int end = from;
        while (array[end] != 0) {
            end++;
        }
        bytes.position(end + 1);
        return end - from;
    }

    private void check(int from, int length) {
        if (!isAscii(from, length) && !isUtf8(from, length)) {
            note(LossKind.INVALID_UTF8);
        }
    }

    private boolean isAscii(int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (array[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isUtf8(int from, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.slice(from, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** An id is read as it is, see {@link ExactBson}. */
    private void note(LossKind kind) {
        if (!path.getFirst().equals("_id") && losses.size() < MOST_LOSSES) {
            String field = String.join(".", path);
            losses.add(new DecodingLoss(
                    field.length() <= LONGEST_PATH ? field : field.substring(0, LONGEST_PATH) + "…", kind));
        }
    }

    private void skip(int length) {
        bytes.position(bytes.position() + length);
    }
}
