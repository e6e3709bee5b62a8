package dev.tidegate.preflight.source;

import com.mongodb.client.MongoDatabase;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDocument;

/**
 * A collection as the server lists it.
 *
 * @param type {@code collection}, {@code view} or {@code timeseries}
 */
record ExistingCollection(String name, String type, boolean capped) {

    static Map<String, ExistingCollection> list(MongoDatabase database) {
        Map<String, ExistingCollection> collections = new TreeMap<>();
        database.listCollections(BsonDocument.class).forEach(info -> {
            ExistingCollection collection = of(info);
            collections.put(collection.name(), collection);
        });
        return collections;
    }

    /** The server's own, such as the buckets of a time series. */
    boolean isSystem() {
        return name.startsWith("system.");
    }

    private static ExistingCollection of(BsonDocument info) {
        BsonDocument options = info.getDocument("options", new BsonDocument());
        return new ExistingCollection(
                info.getString("name").getValue(),
                info.containsKey("type") ? info.getString("type").getValue() : "collection",
                options.containsKey("capped") && options.getBoolean("capped").getValue());
    }
}
