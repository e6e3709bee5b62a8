package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import dev.tidegate.embedded.mongo.EmbeddedMongo;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.OplogSize;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.events.raw.RawChange.Operation;
import dev.tidegate.events.source.SourceHealth.State;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.source.server.UnreachableServerException;
import dev.tidegate.source.server.UnsupportedSourceException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("mongodb")
class FaultsIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private MongoServer mongo;
    private MongoClient client;

    @BeforeEach
    void startMongo() {
        mongo = TestMongo.start();
        client = MongoClients.create(mongo.uri());
    }

    @AfterEach
    void stopMongo() {
        client.close();
        mongo.close();
    }

    @Test
    void goesOnAfterStepDownAndAfterMongoWasAway() {
        EmbeddedMongo standIn = TestMongo.standIn(mongo);
        Migration migration = Migrations.of("down", "down", "people");
        try (Running source = Running.start(config(migration))) {
            awaitStream(source);
            insert("down", 1);
            standIn.stepDown(Duration.ofSeconds(2));
            await().atMost(LONG).ignoreExceptions().until(() -> insert("down", 2));
            awaitRecords(source, migration, 2);
            standIn.refuseConnections();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(source.progress().trouble()).isPresent());
            standIn.acceptConnections();
            await().atMost(LONG).ignoreExceptions().until(() -> insert("down", 3));
            awaitRecords(source, migration, 3);
            assertThat(source.progress().retries()).isPositive();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(source.progress().trouble()).isEmpty());
        }
        assertThat(changes(migration)).hasSize(raw(migration).read().size());
    }

    @Test
    void pausesAndGoesOnWithWhatHappenedMeanwhile() {
        Migration migration = Migrations.of("paused", "paused", "people");
        insert("paused", 1);
        try (Running source = Running.start(config(migration))) {
            awaitStream(source);
            awaitRecords(source, migration, 1);
        }
        insert("paused", 2);
        // Its update is looked up when it has gone: nothing is to be published for it but the delete.
        BsonDocument first = new BsonDocument("_id", new BsonInt32(1));
        people("paused").updateOne(first, new BsonDocument("$set", new BsonDocument("n", new BsonInt32(2))));
        people("paused").deleteOne(first);
        try (Running source = Running.start(config(migration))) {
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(raw(migration).documents().keySet()).containsExactly("n:2"));
            assertThat(source.hasEnded()).isFalse();
        }
        assertThat(changes(migration)).hasSize(raw(migration).read().size());
        assertThat(raw(migration).read().stream()
                        .filter(seen -> seen.key().equals("n:1"))
                        .filter(seen -> seen.change() == null || seen.change().operation() == Operation.UPDATE)
                        .map(seen -> seen.change() == null ? "delete" : "update"))
                .containsExactly("delete");
    }

    @Test
    void refusesViewAndCappedCollectionByName() {
        MongoDatabase database = client.getDatabase("refused");
        database.createView("view", "people", List.of());
        database.createCollection(
                "capped", new CreateCollectionOptions().capped(true).sizeInBytes(1 << 20));
        Migration migration = Migrations.of("refused", "refused", "view", "capped");
        assertThat(Running.start(config(migration)).failure())
                .isInstanceOf(UnsupportedSourceException.class)
                .hasMessageContaining("refused.view is a view")
                .hasMessageContaining("refused.capped is a capped collection");
    }

    @Test
    void endsWhenAnotherInstanceStarts() {
        Migration migration = Migrations.of("fenced", "fenced", "people");
        Running first = Running.start(config(migration));
        awaitStream(first);
        try (Running second = Running.start(config(migration))) {
            awaitStream(second);
            await().atMost(LONG).until(first::hasEnded);
            assertThat(first.failure())
                    .isInstanceOf(FencedException.class)
                    .hasMessageContaining("another cdc-source has started for migration fenced");
            insert("fenced", 1);
            awaitRecords(second, migration, 1);
        }
    }

    @Test
    void stopsWhenMappedCollectionIsDropped() {
        Migration migration = Migrations.of("dropped", "dropped", "people");
        insert("dropped", 1);
        Running source = Running.start(config(migration));
        awaitStream(source);
        people("dropped").drop();
        assertStopped(source, migration, State.COLLECTION_DROPPED, "dropped.people was dropped");
        Running again = Running.start(config(migration));
        assertStopped(again, migration, State.COLLECTION_DROPPED, "dropped.people was dropped");
    }

    @Test
    void stopsWhenMappedCollectionIsRenamed() {
        Migration migration = Migrations.of("renamed", "renamed", "people");
        insert("renamed", 1);
        Running source = Running.start(config(migration));
        awaitStream(source);
        people("renamed").renameCollection(new MongoNamespace("renamed", "persons"));
        assertStopped(source, migration, State.COLLECTION_RENAMED, "renamed.people was renamed to persons");
    }

    @Test
    void tellsRenameDuringPause() {
        Migration migration = Migrations.of("moved", "moved", "people");
        insert("moved", 1);
        try (Running source = Running.start(config(migration))) {
            awaitStream(source);
        }
        people("moved").renameCollection(new MongoNamespace("moved", "persons"));
        Running source = Running.start(config(migration));
        assertStopped(source, migration, State.COLLECTION_RENAMED, "moved.people was renamed to persons");
    }

    @Test
    void stopsWhenCollectionWasReplacedDuringPause() {
        Migration migration = Migrations.of("replaced", "replaced", "people");
        insert("replaced", 1);
        try (Running source = Running.start(config(migration))) {
            awaitStream(source);
        }
        people("replaced").drop();
        insert("replaced", 2);
        Running source = Running.start(config(migration));
        assertStopped(source, migration, State.COLLECTION_REPLACED, "replaced.people is another collection");
    }

    @Test
    void stopsWhenOplogNoLongerHoldsThePosition() {
        TestMongo.standIn(mongo).close();
        client.close();
        mongo = EmbeddedMongo.start(0, Optional.empty(), OplogSize.ofEntries(50));
        client = MongoClients.create(mongo.uri());
        Migration migration = Migrations.of("lost", "lost", "people");
        insert("lost", 1);
        try (Running source = Running.start(config(migration))) {
            awaitStream(source);
        }
        for (int id = 100; id < 300; id++) {
            insert("lost", id);
        }
        Running source = Running.start(config(migration));
        assertStopped(source, migration, State.OPLOG_LOST, "oplog no longer goes back");
    }

    @Test
    void carriesDocumentsOfSixteenMegabytes() {
        Migration migration = Migrations.of("large", "large", "people");
        int size = (16 << 20) - 200;
        people("large").insertOne(large(1, size));
        try (Running source = Running.start(config(migration))) {
            awaitStream(source);
            people("large").insertOne(large(2, size));
            people("large")
                    .replaceOne(
                            new BsonDocument("_id", new BsonInt32(1)),
                            large(1, size).append("b", new BsonInt32(1)));
            people("large")
                    .updateOne(
                            new BsonDocument("_id", new BsonInt32(2)),
                            new BsonDocument("$set", new BsonDocument("bytes", new BsonBinary(new byte[size - 100]))));
            awaitRecords(source, migration, 4);
        }
        assertThat(raw(migration).documents().get("n:2").getByteBuffer().remaining())
                .isGreaterThan(size - 200);
    }

    @Test
    void namesAServerThatDoesNotAnswer() {
        Migration migration = Migrations.of("unreachable", "unreachable", "people");
        String address = "127.0.0.1:1";
        SourceConfig noMongo = shortly(SourceConfig.of(migration, "mongodb://user:secret@" + address, Servers.kafka()));
        assertThat(Running.start(noMongo).failure())
                .isInstanceOf(UnreachableServerException.class)
                .hasMessage("MongoDB at 127.0.0.1:1 cannot be reached: no answer within 1000 ms");
        SourceConfig noKafka = shortly(SourceConfig.of(migration, mongo.uri(), address));
        assertThat(Running.start(noKafka).failure())
                .isInstanceOf(UnreachableServerException.class)
                .hasMessage("Kafka at 127.0.0.1:1 cannot be reached: no answer within 1000 ms");
    }

    private static SourceConfig shortly(SourceConfig config) {
        return new SourceConfig(
                config.migration(),
                config.mongodbUri(),
                config.kafkaBootstrapServers(),
                Map.of(),
                Map.of(),
                config.snapshot(),
                Duration.ofSeconds(1));
    }

    private void assertStopped(Running source, Migration migration, State state, String message) {
        await().atMost(LONG).until(source::hasEnded);
        assertThat(source.failure())
                .isInstanceOf(UnhealthySourceException.class)
                .hasMessageContaining(message);
        assertThat(source.progress().health().state()).isEqualTo(state);
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(state(migration).health().state()).isEqualTo(state));
    }

    private static SourceState state(Migration migration) {
        Map<String, String> properties = Map.of("bootstrap.servers", Servers.kafka());
        try (SourceStateReader reader = new SourceStateReader(properties, new Topics(migration.name()).sourceState())) {
            return reader.read(LONG);
        }
    }

    private static void awaitStream(Running source) {
        await().atMost(LONG).untilAsserted(() -> {
            if (source.hasEnded()) {
                throw new IllegalStateException("the source has ended", source.failure());
            }
            assertThat(source.progress().phase()).isEqualTo(SourcePhase.STREAM);
        });
    }

    private static void awaitRecords(Running source, Migration migration, int count) {
        await().atMost(LONG).untilAsserted(() -> {
            if (source.hasEnded()) {
                throw new IllegalStateException("the source has ended", source.failure());
            }
            assertThat(raw(migration).read()).hasSizeGreaterThanOrEqualTo(count);
        });
    }

    private static Set<String> changes(Migration migration) {
        Set<String> changes = new HashSet<>();
        raw(migration)
                .read()
                .forEach(seen -> changes.add(seen.key() + seen.position().token()));
        return changes;
    }

    private static RawTopic raw(Migration migration) {
        return new RawTopic(Servers.kafka(), new Topics(migration.name()).raw("people"));
    }

    private SourceConfig config(Migration migration) {
        return SourceConfig.of(migration, mongo.uri(), Servers.kafka());
    }

    private boolean insert(String database, int id) {
        return people(database)
                .insertOne(new BsonDocument("_id", new BsonInt32(id)))
                .wasAcknowledged();
    }

    private MongoCollection<BsonDocument> people(String database) {
        MongoDatabase db = client.getDatabase(database);
        return db.getCollection("people", BsonDocument.class);
    }

    private static BsonDocument large(int id, int size) {
        return new BsonDocument("_id", new BsonInt32(id)).append("bytes", new BsonBinary(new byte[size]));
    }
}
