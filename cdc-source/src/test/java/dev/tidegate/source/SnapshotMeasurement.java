package dev.tidegate.source;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.tidegate.embedded.mongo.EmbeddedMongo;
import io.debezium.connector.mongodb.MongoDbConnector;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/**
 * What {@code docs/decisions/003-snapshot-by-ranges.md} says of the two ways to read a range: one Debezium engine for
 * each, and the driver. Not a test: run its main.
 */
final class SnapshotMeasurement {
    private static final int RUNS = 4;
    private static final int DOCUMENTS = 20_000;

    private SnapshotMeasurement() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<BsonDocument> large = collection(client, "large");
            large.insertMany(documents(DOCUMENTS));
            collection(client, "tiny").insertMany(documents(1));
            for (int run = 0; run < RUNS; run++) {
                System.out.println("engine, 1 document: " + engine(mongo.uri(), "tiny", 1) + " ms");
                System.out.println("engine, 20,000 documents: " + engine(mongo.uri(), "large", DOCUMENTS) + " ms");
                System.out.println("driver, 20,000 documents: " + driver(large) + " ms");
            }
        }
    }

    private static long driver(MongoCollection<BsonDocument> collection) {
        long start = System.nanoTime();
        AtomicLong bytes = new AtomicLong();
        collection
                .withDocumentClass(RawBsonDocument.class)
                .find()
                .sort(new BsonDocument("_id", new BsonInt32(1)))
                .batchSize(1_000)
                .forEach(document -> bytes.addAndGet(document.getByteBuffer().remaining()));
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** From its making until the last document has been parsed and the engine closed. */
    private static long engine(String uri, String collection, int expected) throws IOException, InterruptedException {
        long start = System.nanoTime();
        CountDownLatch left = new CountDownLatch(expected);
        CountDownLatch ended = new CountDownLatch(1);
        DebeziumEngine<RecordChangeEvent<SourceRecord>> engine = DebeziumEngine.create(
                        ChangeEventFormat.of(Connect.class))
                .using(properties(uri, collection))
                .using((success, message, error) -> ended.countDown())
                .notifying(event -> {
                    var value = (org.apache.kafka.connect.data.Struct)
                            event.record().value();
                    RawBsonDocument.parse(value.getString("after"));
                    left.countDown();
                })
                .build();
        new Thread(engine::run).start();
        left.await();
        engine.close();
        ended.await();
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static Properties properties(String uri, String collection) {
        Properties properties = new Properties();
        properties.put("name", "measured");
        properties.put("topic.prefix", "measured");
        properties.put("connector.class", MongoDbConnector.class.getName());
        properties.put("offset.storage", MemoryOffsetBackingStore.class.getName());
        properties.put("mongodb.connection.string", uri);
        properties.put("capture.scope", "database");
        properties.put("capture.target", "measured");
        properties.put("collection.include.list", "measured." + collection);
        properties.put("snapshot.mode", "initial_only");
        properties.put("poll.interval.ms", "10");
        return properties;
    }

    private static List<BsonDocument> documents(int count) {
        List<BsonDocument> documents = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            BsonDocument document = new BsonDocument("n", new BsonInt32(n));
            for (int field = 0; field < 20; field++) {
                document.append("field" + field, new BsonString("some text of a field " + n));
            }
            documents.add(document);
        }
        return documents;
    }

    private static MongoCollection<BsonDocument> collection(MongoClient client, String name) {
        return client.getDatabase("measured").getCollection(name, BsonDocument.class);
    }
}
