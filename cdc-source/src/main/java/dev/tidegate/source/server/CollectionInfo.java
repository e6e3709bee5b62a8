package dev.tidegate.source.server;

import com.mongodb.client.MongoDatabase;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.UuidRepresentation;

/**
 * A collection as the server lists it.
 *
 * @param type {@code collection}, {@code view} or {@code timeseries}
 */
public record CollectionInfo(String name, String type, boolean capped, Optional<String> uuid) {

    /** All collections of a database by name. */
    public static Map<String, CollectionInfo> list(MongoDatabase database) {
        Map<String, CollectionInfo> collections = new HashMap<>();
        database.listCollections(BsonDocument.class)
                .forEach(info -> collections.put(info.getString("name").getValue(), of(info)));
        return collections;
    }

    private static CollectionInfo of(BsonDocument info) {
        BsonDocument options = info.getDocument("options", new BsonDocument());
        return new CollectionInfo(
                info.getString("name").getValue(),
                info.containsKey("type") ? info.getString("type").getValue() : "collection",
                options.containsKey("capped") && options.getBoolean("capped").getValue(),
                uuid(info.getDocument("info", new BsonDocument())));
    }

    private static Optional<String> uuid(BsonDocument info) {
        return info.isBinary("uuid")
                ? Optional.of(info.getBinary("uuid")
                        .asUuid(UuidRepresentation.STANDARD)
                        .toString())
                : Optional.empty();
    }
}
