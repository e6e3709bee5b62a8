package dev.tidegate.source.reread;

import com.mongodb.ClientSessionOptions;
import com.mongodb.ReadConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.id.IdBatches;
import dev.tidegate.source.position.ClusterTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
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
    public void read(
            String collection,
            List<BsonValue> ids,
            SourcePosition notBefore,
            BiConsumer<DocumentId, RawBsonDocument> found) {
        try (ClientSession session = client.startSession(
                ClientSessionOptions.builder().causallyConsistent(true).build())) {
            session.advanceOperationTime(ClusterTime.of(notBefore));
            Map<Boolean, List<BsonValue>> bySendable =
                    ids.stream().collect(Collectors.partitioningBy(ExactBson::isSendable));
            for (List<BsonValue> batch : IdBatches.of(bySendable.get(true))) {
                of(collection)
                        .find(session, Filters.in("_id", batch))
                        .forEach(document -> found.accept(DocumentId.of(ExactBson.id(document)), document));
            }
            for (BsonValue id : bySendable.get(false)) {
                exactly(session, collection, id, notBefore)
                        .forEach(document -> found.accept(DocumentId.of(ExactBson.id(document)), document));
            }
        }
    }

    /** Those with the very bytes of an id, which the driver cannot send in a filter. */
    private List<RawBsonDocument> exactly(
            ClientSession session, String collection, BsonValue id, SourcePosition notBefore) {
        BsonDocument find = new BsonDocument("find", new BsonString(collection))
                .append("filter", new BsonDocument("_id", new BsonDocument("$eq", id)))
                .append("singleBatch", BsonBoolean.TRUE)
                .append(
                        "readConcern",
                        new BsonDocument("level", new BsonString("majority"))
                                .append("afterClusterTime", ClusterTime.of(notBefore)));
        return client
                .getDatabase(database)
                .runCommand(session, ExactBson.encode(find), RawBsonDocument.class)
                .getDocument("cursor")
                .getArray("firstBatch")
                .stream()
                .map(RawBsonDocument.class::cast)
                .toList();
    }

    private MongoCollection<RawBsonDocument> of(String collection) {
        return client.getDatabase(database)
                .getCollection(collection, RawBsonDocument.class)
                .withReadConcern(ReadConcern.MAJORITY);
    }
}
