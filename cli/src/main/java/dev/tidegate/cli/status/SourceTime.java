package dev.tidegate.cli.status;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.bson.BsonTimestamp;
import org.bson.Document;

/** What MongoDB says of itself: its own clock of writes, how many stand after a point of it, how many documents it has. */
final class SourceTime {
    /** Beyond this the exact number says nothing more to a person. */
    private static final int COUNTED_UP_TO = 100_000;

    private final MongoClient client;

    SourceTime(MongoClient client) {
        this.client = client;
    }

    /** The time of the last write that a majority has: every later read of the change stream reaches past it. */
    BsonTimestamp lastWrite() {
        Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
        Document lastWrite = hello.get("lastWrite", Document.class);
        Document majority = lastWrite.get("majorityOpTime", Document.class);
        Document opTime = majority != null ? majority : lastWrite.get("opTime", Document.class);
        return opTime.get("ts", BsonTimestamp.class);
    }

    /** Documents of each collection now, by the server's own books: not exact after a crash of it. */
    Map<String, Long> documents(String database, Collection<String> collections) {
        Map<String, Long> documents = new HashMap<>();
        for (String collection : collections) {
            documents.put(
                    collection,
                    client.getDatabase(database).getCollection(collection).estimatedDocumentCount());
        }
        return documents;
    }

    /** Entries of the oplog after {@code position} in the collections; empty without the right to read the oplog. */
    OptionalLong eventsAfter(BsonTimestamp position, String database, Collection<String> collections) {
        MongoDatabase local = client.getDatabase("local");
        List<String> namespaces =
                collections.stream().map(name -> database + "." + name).toList();
        try {
            return OptionalLong.of(local.getCollection("oplog.rs")
                    .countDocuments(after(position, namespaces), new CountOptions().limit(COUNTED_UP_TO)));
        } catch (MongoCommandException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Transactions, and writes that the server groups, are entries of no collection: what they wrote is within them. A
     * transaction of several entries counts whatever is in the last one, which alone says that it was committed.
     */
    static Document after(BsonTimestamp position, List<String> namespaces) {
        Document ours = new Document("$in", namespaces);
        Document single = new Document("op", new Document("$in", List.of("i", "u", "d"))).append("ns", ours);
        Document grouped = new Document("op", "c").append("o.applyOps.ns", ours);
        Document inSeveralEntries = new Document("op", "c")
                .append("o.applyOps", new Document("$exists", true))
                .append("prevOpTime.ts", new Document("$gt", new BsonTimestamp(0)));
        Document prepared = new Document("op", "c").append("o.commitTransaction", new Document("$exists", true));
        return new Document("ts", new Document("$gt", position))
                .append("$or", List.of(single, grouped, inSeveralEntries, prepared));
    }
}
