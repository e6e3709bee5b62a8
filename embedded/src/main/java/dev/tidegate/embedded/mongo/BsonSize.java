package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** The number of bytes that a document takes as BSON, without writing it. */
final class BsonSize {
    /** The largest document that a client may store. */
    static final int LARGEST_DOCUMENT = 16 * 1024 * 1024;

    private BsonSize() {}

    static int of(Map<?, ?> document) {
        int size = 5;
        for (Map.Entry<?, ?> field : document.entrySet()) {
            size += 2 + utf8((String) field.getKey()) + ofValue(field.getValue());
        }
        return size;
    }

    private static int ofArray(Collection<?> values) {
        int size = 5;
        int index = 0;
        for (Object value : values) {
            size += 2 + digits(index++) + ofValue(value);
        }
        return size;
    }

    private static int ofValue(Object value) {
        if (value == null || value instanceof MinKey || value instanceof MaxKey) {
            return 0;
        } else if (value instanceof String text) {
            return 5 + utf8(text);
        } else if (value instanceof Map<?, ?> map) {
            return of(map);
        } else if (value instanceof Collection<?> values) {
            return ofArray(values);
        } else if (value instanceof ObjectId) {
            return 12;
        } else if (value instanceof Boolean) {
            return 1;
        } else if (value instanceof Integer) {
            return 4;
        } else if (value instanceof Decimal128) {
            return 16;
        } else if (value instanceof UUID || value instanceof LegacyUUID) {
            return 21;
        } else if (value instanceof BinData binary) {
            return 5 + binary.getData().length;
        } else if (value instanceof OpaqueValue opaque) {
            return opaque.bytes().length;
        } else if (value instanceof BsonJavaScript code) {
            return 5 + utf8(code.getCode());
        } else if (value instanceof BsonRegularExpression regex) {
            return 2 + utf8(regex.getPattern()) + (regex.getOptions() == null ? 0 : utf8(regex.getOptions()));
        }
        return 8;
    }

    private static int utf8(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)) {
                bytes += 2;
                i++;
            } else if (Character.isLowSurrogate(c)) {
                return StoredText.bytes(text).length;
            } else if (c >= 0x80) {
                bytes += c >= 0x800 ? 2 : 1;
            }
        }
        return bytes;
    }

    private static int digits(int index) {
        int digits = 1;
        for (int rest = index / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
