package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;

/** The order that a {@code sort} asks for. Of an array the smallest element counts upwards, the largest downwards. */
final class DocumentOrder implements Comparator<Document> {
    private final Document sort;

    DocumentOrder(Document sort) {
        for (Map.Entry<String, Object> key : sort.entrySet()) {
            if (!(key.getValue() instanceof Number direction) || Math.abs(direction.doubleValue()) != 1) {
                throw new Refusal(
                        15975, "Location15975", "$sort key ordering must be 1 (for ascending) or -1 (for descending)");
            }
        }
        this.sort = sort;
    }

    @Override
    public int compare(Document left, Document right) {
        for (Map.Entry<String, Object> key : sort.entrySet()) {
            boolean upwards = ((Number) key.getValue()).doubleValue() > 0;
            int order = BsonOrder.INSTANCE.compare(
                    sortKey(left, key.getKey(), upwards), sortKey(right, key.getKey(), upwards));
            if (order != 0) {
                return upwards ? order : -order;
            }
        }
        return 0;
    }

    private static Object sortKey(Document document, String path, boolean upwards) {
        Object value = Utils.getSubdocumentValueCollectionAware(document, path);
        if (!(value instanceof Collection<?> values)) {
            return value;
        }
        if (values.isEmpty()) {
            return new OpaqueValue((byte) 0x06, new byte[0]);
        }
        return upwards
                ? values.stream().min(BsonOrder.INSTANCE).orElseThrow()
                : values.stream().max(BsonOrder.INSTANCE).orElseThrow();
    }
}
