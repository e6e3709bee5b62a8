package dev.tidegate.preflight.source;

import com.mongodb.client.MongoDatabase;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonDocument;

/**
 * A collection as the server lists it.
 *
 * @param type {@code collection}, {@code view} or {@code timeseries}
 */
public record ExistingCollection(String name, String type, boolean capped) {

    public static Map<String, ExistingCollection> list(MongoDatabase database) {
        Map<String, ExistingCollection> collections = new TreeMap<>();
        database.listCollections(BsonDocument.class).forEach(info -> {
            ExistingCollection collection = of(info);
            collections.put(collection.name(), collection);
        });
        return collections;
    }

    /** The server's own, such as the buckets of a time series. */
    public boolean isSystem() {
        return name.startsWith("system.");
    }

    /** Why it cannot be moved; empty for a collection that can. */
    public Optional<String> whyNoChanges() {
        return switch (type) {
            case "view" -> Optional.of("a view has no changes of its own");
            case "timeseries" -> Optional.of("a time-series collection has no change events");
            default ->
                capped ? Optional.of("removals from a capped collection are no change events") : Optional.empty();
        };
    }

    private static ExistingCollection of(BsonDocument info) {
        BsonDocument options = info.getDocument("options", new BsonDocument());
        return new ExistingCollection(
                info.getString("name").getValue(),
                info.containsKey("type") ? info.getString("type").getValue() : "collection",
                options.containsKey("capped") && options.getBoolean("capped").getValue());
    }
}
