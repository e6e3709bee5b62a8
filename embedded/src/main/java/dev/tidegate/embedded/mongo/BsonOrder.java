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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;

/**
 * MongoDB's order of values across types (manual: "Comparison/Sort Order"). {@link TypeEdge} stands for the place just
 * before or behind all values of one type, so that ranges can be cut by type.
 */
final class BsonOrder implements Comparator<Object> {
    static final BsonOrder INSTANCE = new BsonOrder();

    /** The place before the first or behind the last value of the types that compare with each other. */
    record TypeEdge(int rank, boolean behind) {
        static TypeEdge before(Object value) {
            return new TypeEdge(rankOf(value), false);
        }

        static TypeEdge behind(Object value) {
            return new TypeEdge(rankOf(value), true);
        }
    }

    private BsonOrder() {}

    @Override
    public int compare(Object left, Object right) {
        int byRank = Integer.compare(rankOf(left), rankOf(right));
        if (byRank != 0) {
            return byRank;
        }
        if (left instanceof TypeEdge || right instanceof TypeEdge) {
            return Integer.compare(edge(left), edge(right));
        }
        return compareSameType(left, right);
    }

    private static int edge(Object value) {
        if (value instanceof TypeEdge edge) {
            return edge.behind() ? 1 : -1;
        }
        return 0;
    }

    static int rankOf(Object value) {
        if (value instanceof TypeEdge edge) {
            return edge.rank();
        } else if (value instanceof MinKey) {
            return 0;
        } else if (Missing.isNullOrMissing(value)) {
            return 2;
        } else if (value instanceof Number) {
            return 3;
        } else if (value instanceof String) {
            return 4;
        } else if (value instanceof Map) {
            return 5;
        } else if (value instanceof Collection) {
            return 6;
        } else if (value instanceof BinData || value instanceof UUID || value instanceof LegacyUUID) {
            return 7;
        } else if (value instanceof ObjectId) {
            return 8;
        } else if (value instanceof Boolean) {
            return 9;
        } else if (value instanceof Instant) {
            return 10;
        } else if (value instanceof BsonTimestamp) {
            return 11;
        } else if (value instanceof BsonRegularExpression) {
            return 12;
        } else if (value instanceof BsonJavaScript) {
            return 14;
        } else if (value instanceof OpaqueValue opaque) {
            return rankOfOpaque(opaque.type());
        } else if (value instanceof MaxKey) {
            return 16;
        }
        throw new IllegalArgumentException("No place in MongoDB's order for " + value.getClass());
    }

    private static int rankOfOpaque(byte type) {
        return switch (type) {
            case 0x06 -> 1;
            case 0x0E -> 4;
            case 0x05 -> 7;
            case 0x0C -> 13;
            default -> 15;
        };
    }

    private int compareSameType(Object left, Object right) {
        return switch (rankOf(left)) {
            case 3 -> compareNumbers((Number) left, (Number) right);
            case 4 -> compareTexts(left, right);
            case 5 -> compareDocuments((Map<?, ?>) left, (Map<?, ?>) right);
            case 6 -> compareArrays((Collection<?>) left, (Collection<?>) right);
            case 7 -> compareBinary(binary(left), binary(right));
            case 8 -> ((ObjectId) left).compareTo((ObjectId) right);
            case 9 -> Boolean.compare((Boolean) left, (Boolean) right);
            case 10 -> ((Instant) left).compareTo((Instant) right);
            case 11 -> ((BsonTimestamp) left).compareTo((BsonTimestamp) right);
            case 12 -> left.toString().compareTo(right.toString());
            case 14 -> ((BsonJavaScript) left).getCode().compareTo(((BsonJavaScript) right).getCode());
            case 13, 15 -> Arrays.compareUnsigned(((OpaqueValue) left).bytes(), ((OpaqueValue) right).bytes());
            default -> 0;
        };
    }

    private static int compareNumbers(Number left, Number right) {
        boolean leftReal = left instanceof Double || left instanceof Decimal128;
        boolean rightReal = right instanceof Double || right instanceof Decimal128;
        if (!leftReal && !rightReal) {
            return Long.compare(left.longValue(), right.longValue());
        }
        double a = left.doubleValue();
        double b = right.doubleValue();
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Boolean.compare(!Double.isNaN(a), !Double.isNaN(b));
        }
        if (Double.isInfinite(a) || Double.isInfinite(b)) {
            return Double.compare(a, b);
        }
        return exact(left).compareTo(exact(right));
    }

    private static BigDecimal exact(Number number) {
        if (number instanceof Decimal128 decimal) {
            return isNegativeZero(decimal) ? BigDecimal.ZERO : decimal.toBigDecimal();
        }
        return number instanceof Double value ? new BigDecimal(value) : BigDecimal.valueOf(number.longValue());
    }

    private static boolean isNegativeZero(Decimal128 decimal) {
        return decimal.doubleValue() == 0.0;
    }

    private static int compareTexts(Object left, Object right) {
        return left instanceof String a && right instanceof String b
                ? StoredText.compare(a, b)
                : Arrays.compareUnsigned(utf8(left), utf8(right));
    }

    private static byte[] utf8(Object text) {
        if (text instanceof OpaqueValue symbol) {
            return Arrays.copyOfRange(symbol.bytes(), 4, symbol.bytes().length - 1);
        }
        return StoredText.bytes((String) text);
    }

    private int compareDocuments(Map<?, ?> left, Map<?, ?> right) {
        Iterator<? extends Map.Entry<?, ?>> lefts = left.entrySet().iterator();
        Iterator<? extends Map.Entry<?, ?>> rights = right.entrySet().iterator();
        while (lefts.hasNext() && rights.hasNext()) {
            Map.Entry<?, ?> a = lefts.next();
            Map.Entry<?, ?> b = rights.next();
            int order = Integer.compare(rankOf(a.getValue()), rankOf(b.getValue()));
            order = order != 0 ? order : Arrays.compareUnsigned(utf8(a.getKey()), utf8(b.getKey()));
            order = order != 0 ? order : compare(a.getValue(), b.getValue());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(lefts.hasNext(), rights.hasNext());
    }

    private int compareArrays(Collection<?> left, Collection<?> right) {
        Iterator<?> lefts = left.iterator();
        Iterator<?> rights = right.iterator();
        while (lefts.hasNext() && rights.hasNext()) {
            int order = compare(lefts.next(), rights.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(lefts.hasNext(), rights.hasNext());
    }

    private static byte[] binary(Object value) {
        byte[] document = BsonWriter.bytes(java.util.Collections.singletonMap("", value));
        return Arrays.copyOfRange(document, 6, document.length - 1);
    }

    private static int compareBinary(byte[] left, byte[] right) {
        int byLength = Integer.compare(left.length, right.length);
        return byLength != 0 ? byLength : Arrays.compareUnsigned(left, 4, left.length, right, 4, right.length);
    }
}
