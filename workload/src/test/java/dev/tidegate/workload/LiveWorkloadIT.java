package dev.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("mongodb")
class LiveWorkloadIT {
    private static final long SEED = 3;
    private static final long WRITES = 2000;

    @Test
    void theDeadLettersItExpectsAreTheBadDocumentsOfTheDatabase() {
        var generator = new NextCrmGenerator(SEED, 3000);
        try (MongoServer mongo = TestMongo.start();
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoDatabase database = client.getDatabase("nextcrm");
            new FirstLoad(generator, database).run();
            try (var workload = new LiveWorkload(generator, database, 5000)) {
                workload.start();
                await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                    workload.requireNoFailure();
                    assertThat(workload.total()).isGreaterThan(WRITES);
                });
                workload.stop();

                assertThat(workload.counts()).containsOnlyKeys(Operation.values());
                assertThat(new RuleBook("nextcrm").unconvertible(name -> all(database, name)))
                        .isEqualTo(workload.expectedDeadLetters());
            }
        }
    }

    private static List<BsonDocument> all(MongoDatabase database, String collection) {
        return database.getCollection(collection, BsonDocument.class).find().into(new ArrayList<>());
    }
}
