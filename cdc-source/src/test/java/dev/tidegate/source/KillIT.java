package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.source.RawTopic.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code -Dtidegate.kills=N}: so many kills in the snapshot, and as many live. {@code -Dtidegate.stops=N}: so many times
 * closed. {@code -Dtidegate.seed=S}.
 */
@Tag("mongodb")
class KillIT {
    private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
    private static final int KILLS = Integer.getInteger("tidegate.kills", 2);
    private static final int STOPS = Integer.getInteger("tidegate.stops", 12);
    private static final long SEED = Long.getLong("tidegate.seed", 1L);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(10);
    private static final int DOCUMENTS = 30_000;

    private static MongoServer mongo;
    private static MongoClient client;

    private final Random random = new Random(SEED);

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
    void losesNothingAndRepeatsNothingWhenKilledInSnapshotAndLive() {
        LOG.info("kills={} seed={}", KILLS, SEED);
        Migration migration = Migrations.of("killed", "killed", "large", "small");
        MongoCollection<BsonDocument> large = collection("killed", "large");
        MongoCollection<BsonDocument> small = collection("killed", "small");
        load(large);
        int inSnapshot;
        try (Writer writer = Writer.start(List.of(large, small), SEED)) {
            inSnapshot = killSeveralTimes(migration, "snapshot begins", 900);
            killSeveralTimes(migration, "stream begins", 2_500);
        }
        SourceConfig config = SourceConfig.of(migration, mongo.uri(), Servers.kafka());
        try (Running source = Running.start(config)) {
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(source.hasEnded()).isFalse();
                assertThat(source.progress().phase()).isEqualTo(SourcePhase.STREAM);
                assertThat(source.progress().lag()).contains(Duration.ZERO);
            });
        }
        LOG.info("killed in mid-snapshot times={}", inSnapshot);
        assertEqualAndOnce(migration, large);
        assertEqualAndOnce(migration, small);
    }

    /** Whatever it is at when it is closed: starting, in the snapshot, starting the stream, streaming. */
    @Test
    void losesNothingAndRepeatsNothingWhenClosedAtAnyMoment() {
        LOG.info("stops={} seed={}", STOPS, SEED);
        Migration migration = Migrations.of("closed", "closed", "large", "small");
        MongoCollection<BsonDocument> large = collection("closed", "large");
        MongoCollection<BsonDocument> small = collection("closed", "small");
        load(large);
        SourceConfig config = SourceConfig.of(migration, mongo.uri(), Servers.kafka());
        try (Writer writer = Writer.start(List.of(large, small), SEED)) {
            for (int stop = 0; stop < STOPS; stop++) {
                double part = random.nextDouble();
                Running source = Running.start(config);
                if (stop % 2 == 1 && stop > STOPS / 3) {
                    await().atMost(LONG)
                            .untilAsserted(
                                    () -> assertThat(source.progress().phase()).isEqualTo(SourcePhase.STREAM));
                }
                pause((long) (2_500 * part * part));
                long start = System.nanoTime();
                source.close();
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("stop %d of seed %d", stop, SEED)
                        .isLessThan(CLOSED_WITHIN);
            }
        }
        try (Running source = Running.start(config)) {
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(source.hasEnded()).isFalse();
                assertThat(source.progress().phase()).isEqualTo(SourcePhase.STREAM);
                assertThat(source.progress().lag()).contains(Duration.ZERO);
            });
        }
        assertEqualAndOnce(migration, large);
        assertEqualAndOnce(migration, small);
    }

    private static void pause(long millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }

    /** @return how many of the kills came while ranges were left */
    private int killSeveralTimes(Migration migration, String line, int latestMillis) {
        int before = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (ChildJvm child = ChildJvm.start(KilledSource.class, arguments(migration), Map.of())) {
                child.awaitLine(output -> output.contains(line) || output.contains("stream begins"), LONG);
                pause(random.nextInt(latestMillis));
                child.kill();
                before += child.output().stream().noneMatch(output -> output.contains("snapshot complete"))
                                && child.output().stream().anyMatch(output -> output.contains("snapshot begins"))
                        ? 1
                        : 0;
            }
        }
        return before;
    }

    private static List<String> arguments(Migration migration) {
        return List.of(migration.name(), "killed", mongo.uri(), Servers.kafka(), "large", "small");
    }

    private static void assertEqualAndOnce(Migration migration, MongoCollection<BsonDocument> collection) {
        String name = collection.getNamespace().getCollectionName();
        RawTopic topic = new RawTopic(Servers.kafka(), new Topics(migration.name()).raw(name));
        List<RawRecord> seen = topic.read();
        Set<String> once = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (RawRecord record : seen) {
            String change = record.key() + " at " + record.position().token();
            if (!once.add(change)) {
                twice.add(change);
            }
        }
        LOG.info("collection={} records={}", name, seen.size());
        assertThat(twice).as("changes twice, seed " + SEED).isEmpty();
        assertThat(topic.documents().equals(RawTopic.expected(collection)))
                .as("documents equal, seed " + SEED)
                .isTrue();
    }

    private static void load(MongoCollection<BsonDocument> collection) {
        List<BsonDocument> documents = new ArrayList<>();
        for (int n = 0; n < DOCUMENTS; n++) {
            documents.add(new BsonDocument("n", new BsonInt32(n)).append("text", new BsonString("x".repeat(200))));
        }
        collection.insertMany(documents);
    }

    private static MongoCollection<BsonDocument> collection(String database, String name) {
        return client.getDatabase(database).getCollection(name, BsonDocument.class);
    }
}
