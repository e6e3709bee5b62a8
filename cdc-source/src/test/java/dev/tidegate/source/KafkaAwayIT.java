package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.tidegate.embedded.kafka.EmbeddedKafka;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("mongodb")
class KafkaAwayIT {
    private static final Duration LONG = Duration.ofSeconds(120);

    @TempDir
    Path data;

    @Test
    void goesOnWhenTheBrokerIsBack() {
        Migration migration = Migrations.of("broker", "broker", "people");
        EmbeddedKafka kafka = EmbeddedKafka.start(0, Optional.of(data));
        int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
        try (MongoServer mongo = TestMongo.start();
                MongoClient client = MongoClients.create(mongo.uri());
                Running source = Running.start(SourceConfig.of(migration, mongo.uri(), kafka.bootstrapServers()))) {
            MongoCollection<BsonDocument> people =
                    client.getDatabase("broker").getCollection("people", BsonDocument.class);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(source.progress().phase()).isEqualTo(SourcePhase.STREAM));
            insert(people, 1);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(source.progress().events()).isEqualTo(1));
            kafka.close();
            insert(people, 2);
            kafka = EmbeddedKafka.start(port, Optional.of(data));
            insert(people, 3);
            RawTopic topic = new RawTopic(kafka.bootstrapServers(), new Topics("broker").raw("people"));
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(source.hasEnded()).isFalse();
                assertThat(topic.read().stream()
                                .map(RawTopic.RawRecord::key)
                                .sorted()
                                .toList())
                        .isEqualTo(List.of("n:1", "n:2", "n:3"));
            });
        } finally {
            kafka.close();
        }
    }

    private static void insert(MongoCollection<BsonDocument> people, int id) {
        people.insertOne(new BsonDocument("_id", new BsonInt32(id)));
    }
}
