package dev.tidegate.validator.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bson.BsonInt32;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("mongodb")
class SourceStreamIT {
    private static MongoServer mongo;
    private static MongoClient client;

    private final BlockingQueue<StreamReport> reports = new ArrayBlockingQueue<>(1_000);

    @BeforeAll
    static void start() {
        mongo = TestMongo.start();
        client = MongoClients.create(mongo.uri());
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        mongo.close();
    }

    /** Else the first pass over a source that rests would never count as done. */
    @Test
    void isCompleteUpToTheLastWriteOfASourceThatRests() throws InterruptedException {
        MongoDatabase database = client.getDatabase("rests");
        database.getCollection("people").insertOne(new Document("_id", 1));
        long last = lastWrite();
        try (SourceStream stream = new SourceStream(database, Set.of("people"), last, reports)) {
            stream.start();
            assertThat(awaitCompleteUpTo(last)).allMatch(change -> change.time() == last);
        }
    }

    @Test
    void tellsEachChangeBeforeItIsComplete() throws InterruptedException {
        MongoDatabase database = client.getDatabase("changes");
        database.getCollection("people").insertOne(new Document("_id", 0));
        try (SourceStream stream = new SourceStream(database, Set.of("people"), lastWrite(), reports)) {
            stream.start();
            for (int id = 1; id <= 20; id++) {
                database.getCollection("people").insertOne(new Document("_id", id));
                database.getCollection("other").insertOne(new Document("_id", id));
            }
            assertThat(awaitCompleteUpTo(lastWrite()))
                    .extracting(change -> change.document().id().value())
                    .contains(new BsonInt32(1), new BsonInt32(10), new BsonInt32(20));
        }
    }

    private static long lastWrite() {
        return new SourceClock(client.getDatabase("admin")).read().lastWrite();
    }

    private List<StreamReport.Changed> awaitCompleteUpTo(long time) throws InterruptedException {
        List<StreamReport.Changed> changes = new ArrayList<>();
        while (true) {
            StreamReport one = reports.poll(20, TimeUnit.SECONDS);
            if (one instanceof StreamReport.Changed changed) {
                changes.add(changed);
            } else if (one instanceof StreamReport.CompleteUpTo complete) {
                if (!ClusterTime.isBefore(complete.time(), time)) {
                    return changes;
                }
            } else {
                throw new AssertionError("told " + one + " before it was complete");
            }
        }
    }
}
