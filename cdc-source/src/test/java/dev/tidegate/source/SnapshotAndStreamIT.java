package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.events.raw.RawChange.Operation;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.source.RawTopic.RawRecord;
import dev.tidegate.source.snapshot.SnapshotSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("mongodb")
class SnapshotAndStreamIT {
    private static final Duration LONG = Duration.ofSeconds(40);
    private static MongoServer mongo;
    private static MongoClient client;

    @BeforeAll
    static void startServers() {
        mongo = TestMongo.start();
        client = MongoClients.create(mongo.uri());
    }

    @AfterAll
    static void stopServers() {
        client.close();
        mongo.close();
    }

    @Test
    void publishesSnapshotThenLiveChanges() {
        Migration migration = Migrations.of("first", "first", "people", "missing");
        MongoCollection<BsonDocument> people = collection("first", "people");
        people.insertMany(documents(100));
        people.insertOne(looksLikeExtendedJson());
        // The stream starts at the last write's time, and that one comes again: let it be another one.
        collection("first", "unmapped").insertOne(new BsonDocument());
        try (Running source = Running.start(config(migration, SnapshotSettings.DEFAULTS))) {
            await().atMost(LONG).untilAsserted(() -> {
                failEarly(source);
                assertThat(source.progress().phase()).isEqualTo(SourcePhase.STREAM);
            });
            people.updateOne(
                    new BsonDocument("n", new BsonInt32(1)),
                    new BsonDocument("$set", new BsonDocument("n", new BsonInt32(-1))));
            people.replaceOne(new BsonDocument("n", new BsonInt32(5)), new BsonDocument("n", new BsonInt32(-5)));
            people.deleteOne(new BsonDocument("n", new BsonInt32(7)));
            people.insertOne(looksLikeExtendedJson().append("n", new BsonInt32(1000)));
            collection("first", "missing").insertOne(new BsonDocument("n", new BsonInt32(1)));
            await().atMost(LONG).untilAsserted(() -> {
                failEarly(source);
                assertThat(raw(migration, "people").documents()).isEqualTo(RawTopic.expected(people));
                assertThat(raw(migration, "missing").documents()).hasSize(1);
            });
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(source.progress().lag()).contains(Duration.ZERO));
        }
        List<RawRecord> live = raw(migration, "people").read().stream()
                .filter(seen -> seen.change() == null || seen.change().operation() != Operation.SNAPSHOT)
                .toList();
        assertThat(live).hasSize(4);
        assertThat(live.stream()
                        .map(seen -> seen.change() == null
                                ? "DELETE"
                                : seen.change().operation().name()))
                .containsExactlyInAnyOrder("UPDATE", "REPLACE", "DELETE", "INSERT");
        assertThat(live)
                .allSatisfy(seen -> assertThat(seen.timestamp())
                        .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis() + 1_000));
    }

    @Test
    void carriesEveryKindOfIdInSnapshotAndStream() {
        Migration migration = Migrations.of("ids", "ids", "before", "after");
        MongoCollection<BsonDocument> before = collection("ids", "before");
        MongoCollection<BsonDocument> after = collection("ids", "after");
        everyId().forEach(id -> before.insertOne(new BsonDocument("_id", id)));
        try (Running source = Running.start(config(migration, new SnapshotSettings(3, 2, 1 << 20, 2)))) {
            await().atMost(LONG).untilAsserted(() -> {
                failEarly(source);
                assertThat(raw(migration, "before").documents()).isEqualTo(RawTopic.expected(before));
                assertThat(source.progress().phase()).isEqualTo(SourcePhase.STREAM);
            });
            everyId().forEach(id -> after.insertOne(new BsonDocument("_id", id)));
            await().atMost(LONG).untilAsserted(() -> {
                failEarly(source);
                assertThat(raw(migration, "after").documents()).isEqualTo(RawTopic.expected(after));
            });
            everyId().forEach(id -> before.deleteOne(new BsonDocument("_id", id)));
            everyId().forEach(id -> after.deleteOne(new BsonDocument("_id", id)));
            await().atMost(LONG).untilAsserted(() -> {
                failEarly(source);
                assertThat(raw(migration, "before").documents()).isEmpty();
                assertThat(raw(migration, "after").documents()).isEmpty();
            });
        }
    }

    private static List<BsonValue> everyId() {
        return List.of(
                new BsonObjectId(new ObjectId("656565656565656565656561")),
                new BsonObjectId(new ObjectId("656565656565656565656562")),
                new BsonObjectId(new ObjectId("f56565656565656565656562")),
                new BsonString("a"),
                new BsonString("b"),
                new BsonString("656565656565656565656561"),
                new BsonInt32(1),
                new BsonInt64(1L << 40),
                new BsonDouble(1.5),
                new BsonDouble(Double.NaN),
                new BsonDouble(Double.POSITIVE_INFINITY),
                new BsonDecimal128(Decimal128.parse("1.25")),
                new BsonBinary(UUID.fromString("00000000-0000-4000-8000-000000000001")),
                new BsonBinary(UUID.fromString("00000000-0000-4000-8000-000000000002")),
                new BsonBinary(new byte[] {1, 2, 3}),
                new BsonDateTime(new Date(0).getTime()),
                new BsonDateTime(1_700_000_000_000L),
                new BsonDocument("a", new BsonInt32(1)).append("b", new BsonInt32(2)),
                new BsonDocument("a", new BsonInt64(2)).append("b", new BsonString("x")),
                new BsonDocument("a", new BsonInt64(3)),
                BsonBoolean.TRUE,
                BsonNull.VALUE,
                new BsonTimestamp(7, 7),
                new BsonMinKey(),
                new BsonMaxKey());
    }

    private static void failEarly(Running source) {
        if (source.hasEnded()) {
            throw new IllegalStateException("the source has ended", source.failure());
        }
    }

    private static SourceConfig config(Migration migration, SnapshotSettings settings) {
        return SourceConfig.of(migration, mongo.uri(), Servers.kafka()).with(settings);
    }

    private static List<BsonDocument> documents(int count) {
        List<BsonDocument> documents = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            documents.add(new BsonDocument("n", new BsonInt32(n)));
        }
        return documents;
    }

    private static BsonDocument looksLikeExtendedJson() {
        BsonDocument fake = new BsonDocument("$oid", new BsonString("no id"));
        return new BsonDocument("fake", fake).append("nan", new BsonDouble(Double.NaN));
    }

    private static MongoCollection<BsonDocument> collection(String database, String name) {
        return client.getDatabase(database).getCollection(name, BsonDocument.class);
    }

    private static RawTopic raw(Migration migration, String collection) {
        return new RawTopic(Servers.kafka(), new Topics(migration.name()).raw(collection));
    }
}
