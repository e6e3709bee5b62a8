package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The order that a {@code sort} asks for. Of an array the smallest element counts upwards, the largest downwards. */
final class DocumentOrder implements Comparator<Document> {
    private static final Object OF_EMPTY_ARRAY = new OpaqueValue((byte) 0x06, new byte[0]);

    private record Key(QueryPath path, boolean upwards) {}

    private final List<Key> keys = new ArrayList<>();

    DocumentOrder(Document sort) {
        for (Map.Entry<String, Object> key : sort.entrySet()) {
            if (!(key.getValue() instanceof Number direction) || Math.abs(direction.doubleValue()) != 1) {
                throw new Refusal(
                        15975, "Location15975", "$sort key ordering must be 1 (for ascending) or -1 (for descending)");
            }
            keys.add(new Key(QueryPath.of(key.getKey()), direction.doubleValue() > 0));
        }
    }

    @Override
    public int compare(Document left, Document right) {
        for (Key key : keys) {
            int order = BsonOrder.INSTANCE.compare(
                    sortKey(left, key.path(), key.upwards()), sortKey(right, key.path(), key.upwards()));
            if (order != 0) {
                return key.upwards() ? order : -order;
            }
        }
        return 0;
    }

    private static Object sortKey(Document document, QueryPath path, boolean upwards) {
        List<Object> values = new ArrayList<>();
        boolean[] isArray = {false};
        path.any(document, true, (value, index) -> {
            boolean isArrayAround = value instanceof List && index < 0;
            isArray[0] |= isArrayAround;
            if (!isArrayAround) {
                values.add(value);
            }
            return false;
        });
        if (values.isEmpty()) {
            return isArray[0] ? OF_EMPTY_ARRAY : null;
        }
        Object key = values.get(0);
        for (Object value : values) {
            int order = BsonOrder.INSTANCE.compare(value, key);
            key = (upwards ? order < 0 : order > 0) ? value : key;
        }
        return key;
    }
}
