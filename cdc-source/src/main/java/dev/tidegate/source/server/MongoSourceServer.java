package dev.tidegate.source.server;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceServer;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.source.position.ClusterTime;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.bson.BsonTimestamp;
import org.bson.Document;

/** MongoDB: its times are those of its oplog. Failures are {@link com.mongodb.MongoException}s. */
public final class MongoSourceServer implements SourceServer {
    /** Beyond this the exact number says nothing more to a person. */
    private static final int COUNTED_UP_TO = 100_000;

    private final MongoClient client;

    private MongoSourceServer(MongoClient client) {
        this.client = client;
    }

    public static MongoSourceServer open(String uri, Duration patience) {
        return new MongoSourceServer(new MongoServer(uri, "tidegate").open(patience));
    }

    @Override
    public SourcePosition lastWrite() {
        return Hello.ask(client).majorityWrite();
    }

    @Override
    public SourcePosition lastVisibleWrite() {
        return Hello.ask(client).lastWrite();
    }

    @Override
    public SourceState withHistory(String database, SourceState noted) {
        return noted.start().isEmpty() || !noted.health().isOk()
                ? noted
                : SourceHistory.difference(client, database, noted, System.currentTimeMillis())
                        .map(noted::with)
                        .orElse(noted);
    }

    @Override
    public Map<String, Long> documents(String database, Collection<String> collections) {
        Map<String, Long> documents = new HashMap<>();
        for (String collection : collections) {
            documents.put(
                    collection,
                    client.getDatabase(database).getCollection(collection).estimatedDocumentCount());
        }
        return documents;
    }

    @Override
    public Optional<Long> taken(String database, CollectionMapping collection, Duration patience) {
        try {
            return Optional.of(client.getDatabase(database)
                    .getCollection(collection.source())
                    .countDocuments(
                            WhereQuery.of(collection.where()),
                            new CountOptions().maxTime(patience.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (MongoExecutionTimeoutException e) {
            return Optional.empty();
        }
    }

    @Override
    public OptionalLong eventsAfter(SourcePosition position, String database, Collection<String> collections) {
        return count(after(position, namespaces(database, collections)), COUNTED_UP_TO);
    }

    @Override
    public boolean hasNothingBetween(
            SourcePosition position, SourcePosition end, String database, Collection<String> collections) {
        Document between = after(position, namespaces(database, collections));
        between.get("ts", Document.class).append("$lte", ClusterTime.of(end));
        return count(between, 1).equals(OptionalLong.of(0));
    }

    private OptionalLong count(Document entries, int upTo) {
        MongoDatabase local = client.getDatabase("local");
        try {
            return OptionalLong.of(
                    local.getCollection("oplog.rs").countDocuments(entries, new CountOptions().limit(upTo)));
        } catch (MongoCommandException e) {
            return OptionalLong.empty();
        }
    }

    private static List<String> namespaces(String database, Collection<String> collections) {
        return collections.stream().map(name -> database + "." + name).toList();
    }

    @Override
    public void close() {
        client.close();
    }

    /**
     * Transactions, and writes that the server groups, are entries of no collection: what they wrote is within them. A
     * transaction of several entries counts whatever is in the last one, which alone says that it was committed.
     */
    static Document after(SourcePosition position, List<String> namespaces) {
        Document ours = new Document("$in", namespaces);
        Document single = new Document("op", new Document("$in", List.of("i", "u", "d"))).append("ns", ours);
        Document grouped = new Document("op", "c").append("o.applyOps.ns", ours);
        Document inSeveralEntries = new Document("op", "c")
                .append("o.applyOps", new Document("$exists", true))
                .append("prevOpTime.ts", new Document("$gt", new BsonTimestamp(0)));
        Document prepared = new Document("op", "c").append("o.commitTransaction", new Document("$exists", true));
        return new Document("ts", new Document("$gt", ClusterTime.of(position)))
                .append("$or", List.of(single, grouped, inSeveralEntries, prepared));
    }
}
