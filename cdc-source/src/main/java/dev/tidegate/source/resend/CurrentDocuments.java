package dev.tidegate.source.resend;

import com.mongodb.ClientSessionOptions;
import com.mongodb.ReadConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import dev.tidegate.mapping.id.DocumentId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/** Reads documents by id as they are now. */
public final class CurrentDocuments {
    private final MongoClient client;
    private final String database;
    private final Set<String> collections;

    public CurrentDocuments(MongoClient client, String database, Collection<String> collections) {
        this.client = client;
        this.database = database;
        this.collections = Set.copyOf(collections);
    }

    boolean has(String collection) {
        return collections.contains(collection);
    }

    /**
     * The documents that exist, each with its id, in any order. They are at least as new as {@code notBefore}: a
     * majority has them, and whichever server answers has come so far.
     */
    void read(String collection, List<BsonValue> ids, long notBefore, BiConsumer<DocumentId, RawBsonDocument> found) {
        try (ClientSession session = client.startSession(
                ClientSessionOptions.builder().causallyConsistent(true).build())) {
            session.advanceOperationTime(new BsonTimestamp(notBefore));
            try (MongoCursor<RawBsonDocument> cursor =
                    of(collection).find(session, Filters.in("_id", ids)).iterator()) {
                while (cursor.hasNext()) {
                    RawBsonDocument document = cursor.next();
                    found.accept(DocumentId.of(document.get("_id")), document);
                }
            }
        }
    }

    private MongoCollection<RawBsonDocument> of(String collection) {
        return client.getDatabase(database)
                .getCollection(collection, RawBsonDocument.class)
                .withReadConcern(ReadConcern.MAJORITY);
    }
}
