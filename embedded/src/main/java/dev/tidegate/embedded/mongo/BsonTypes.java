package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** What type a value has, by code and by MongoDB's name for it, and whether two values are the same to the last bit. */
final class BsonTypes {
    /** The code of a field that is not there. */
    static final int MISSING = 0;

    private static final Map<String, Integer> CODES = Map.ofEntries(
            Map.entry("double", 1),
            Map.entry("string", 2),
            Map.entry("object", 3),
            Map.entry("array", 4),
            Map.entry("binData", 5),
            Map.entry("undefined", 6),
            Map.entry("objectId", 7),
            Map.entry("bool", 8),
            Map.entry("date", 9),
            Map.entry("null", 10),
            Map.entry("regex", 11),
            Map.entry("dbPointer", 12),
            Map.entry("javascript", 13),
            Map.entry("symbol", 14),
            Map.entry("javascriptWithScope", 15),
            Map.entry("int", 16),
            Map.entry("timestamp", 17),
            Map.entry("long", 18),
            Map.entry("decimal", 19),
            Map.entry("minKey", -1),
            Map.entry("maxKey", 127));

    private BsonTypes() {}

    static int code(Object value) {
        if (value == null) {
            return 10;
        } else if (value instanceof Missing) {
            return MISSING;
        } else if (value instanceof OpaqueValue opaque) {
            return opaque.type();
        } else if (value instanceof Number) {
            return numberCode(value);
        } else if (value instanceof String) {
            return 2;
        } else if (value instanceof Map) {
            return 3;
        } else if (value instanceof Collection) {
            return 4;
        } else if (value instanceof ObjectId) {
            return 7;
        } else if (value instanceof Boolean) {
            return 8;
        } else if (value instanceof Instant) {
            return 9;
        } else if (value instanceof BsonTimestamp) {
            return 17;
        }
        return rarerCode(value);
    }

    private static int numberCode(Object number) {
        if (number instanceof Integer) {
            return 16;
        } else if (number instanceof Long) {
            return 18;
        }
        return number instanceof Decimal128 ? 19 : 1;
    }

    private static int rarerCode(Object value) {
        if (value instanceof BsonRegularExpression) {
            return 11;
        } else if (value instanceof BsonJavaScript) {
            return 13;
        } else if (value instanceof MinKey) {
            return -1;
        }
        return value instanceof MaxKey ? 127 : 5;
    }

    static String name(Object value) {
        int code = code(value);
        return CODES.entrySet().stream()
                .filter(type -> type.getValue() == code)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("missing");
    }

    /** The code for a name or a number as {@code $type} takes them. */
    static int codeOf(Object type) {
        if (type instanceof String name && CODES.containsKey(name)) {
            return CODES.get(name);
        }
        if (type instanceof Number number) {
            int code = number.intValue();
            if (code == number.doubleValue() && CODES.containsValue(code)) {
                return code;
            }
            throw Refusal.badValue("Invalid numerical type code: " + type);
        }
        if (type instanceof String) {
            throw Refusal.badValue("Unknown type name alias: " + type);
        }
        throw Refusal.typeMismatch("type must be represented as a number or a string");
    }

    static boolean isNullish(Object value) {
        return Missing.isNullOrMissing(value) || value instanceof OpaqueValue opaque && opaque.type() == 0x06;
    }

    /** What conditions take for true: all but false, zero, null, undefined, and what is not there. */
    static boolean isTrue(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        return !isNullish(value) && !(value instanceof Number number && number.doubleValue() == 0);
    }

    /**
     * The same type, the same bits, the same order of fields: what a write compares to know whether it changes
     * anything. 5 and 5.0, 1.0 and 1.00, 0.0 and -0.0 are equal to a query, and not the same.
     */
    static boolean isSame(Object left, Object right) {
        if (left == right) {
            return true;
        }
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            return a.size() == b.size() && areSameFields(a, b);
        }
        if (left instanceof Collection<?> a && right instanceof Collection<?> b) {
            return a.size() == b.size() && areSameElements(a, b);
        }
        if (code(left) != code(right)) {
            return false;
        }
        return code(left) == 5 || code(left) == 11 || code(left) == 13
                ? Arrays.equals(bytes(left), bytes(right))
                : left.equals(right);
    }

    private static boolean areSameFields(Map<?, ?> left, Map<?, ?> right) {
        Iterator<? extends Map.Entry<?, ?>> others = right.entrySet().iterator();
        for (Map.Entry<?, ?> field : left.entrySet()) {
            Map.Entry<?, ?> other = others.next();
            if (!field.getKey().equals(other.getKey()) || !isSame(field.getValue(), other.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean areSameElements(Collection<?> left, Collection<?> right) {
        Iterator<?> others = right.iterator();
        for (Object element : left) {
            if (!isSame(element, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(Object value) {
        return BsonWriter.bytes(Map.of("", value));
    }
}
