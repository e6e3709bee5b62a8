package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.events.raw.RawChange.Operation;
import dev.tidegate.events.reread.OrphanRow;
import dev.tidegate.events.reread.RereadRequest;
import dev.tidegate.events.reread.RereadRequestSerde;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.source.RawTopic.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents that are asked for are published again, in order with the stream, each request once. */
@Tag("mongodb")
class RereadIT {
    private static final long SEED = Long.getLong("tidegate.seed", 1L);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final OrphanRow ORPHAN = new OrphanRow("t", Bytes.wrap(new byte[] {1, 2}));

    private static MongoServer mongo;
    private static MongoClient client;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void startServers() {
        mongo = TestMongo.start();
        client = MongoClients.create(mongo.uri());
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, Servers.kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stopServers() {
        producer.close();
        client.close();
        mongo.close();
    }

    @Test
    void publishesWhatIsThereAndATombstoneForWhatIsNot() {
        Migration migration = Migrations.of("asked", "asked", "things");
        MongoCollection<BsonDocument> things = collection("asked", "things");
        things.insertOne(new BsonDocument("_id", new BsonInt32(1)).append("n", new BsonInt32(7)));
        things.insertOne(new BsonDocument("_id", new BsonString("a")));
        try (Running source = streaming(migration)) {
            ask(migration, "things", new BsonInt32(1));
            ask(migration, "things", new BsonString("A"));
            ask(migration, "no such collection", new BsonInt32(1));
            producer.send(new ProducerRecord<>(new Topics("asked").sourceRequests(), null, new byte[] {1}));
            ask(migration, "things", new BsonString("a"));
            awaitCarriedOut(migration, 5, source);
            List<RawRecord> sent = reread(migration, "things");
            assertThat(sent).extracting(RawRecord::key).containsExactlyInAnyOrder("n:1", "s:A", "s:a");
            assertThat(sent)
                    .filteredOn(seen -> seen.key().equals("s:A"))
                    .allSatisfy(seen -> assertThat(seen.change()).isNull());
            assertThat(sent).filteredOn(seen -> seen.key().equals("n:1")).allSatisfy(seen -> {
                assertThat(seen.change().operation()).isEqualTo(Operation.REREAD);
                assertThat(seen.change().document()).containsEntry("n", new BsonInt32(7));
                assertThat(seen.orphans()).contains(List.of(ORPHAN));
                assertThat(seen.timestamp()).isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
            });
            things.updateOne(new BsonDocument("_id", new BsonInt32(1)), Updates.set("n", 8));
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(raw(migration, "things").documents()).isEqualTo(RawTopic.expected(things)));
        }
    }

    @Test
    void carriesOutLaterWhatWasAskedWhileItWasAway() {
        Migration migration = Migrations.of("away", "away", "things");
        MongoCollection<BsonDocument> things = collection("away", "things");
        things.insertOne(new BsonDocument("_id", new BsonInt32(1)));
        try (Running source = streaming(migration)) {
            ask(migration, "things", new BsonInt32(1));
            awaitCarriedOut(migration, 1, source);
        }
        ask(migration, "things", new BsonInt32(1));
        try (Running source = streaming(migration)) {
            awaitCarriedOut(migration, 2, source);
        }
        assertThat(reread(migration, "things"))
                .extracting(seen -> seen.position().token())
                .containsExactly("resend:0", "resend:1");
    }

    @Test
    void publishesLargeDocumentsInSeveralTransactions() {
        Migration migration = Migrations.of("heavy", "heavy", "things");
        MongoCollection<BsonDocument> things = collection("heavy", "things");
        for (int id = 0; id < 12; id++) {
            things.insertOne(new BsonDocument("_id", new BsonInt32(id)).append("t", new BsonBinary(new byte[8 << 20])));
        }
        try (Running source = streaming(migration)) {
            assertThat(source.hasEnded()).isFalse();
        }
        long before = raw(migration, "things").transactionMarkers();
        things.find(new BsonDocument()).forEach(document -> ask(migration, "things", document.get("_id")));
        producer.flush();
        try (Running source = streaming(migration)) {
            awaitCarriedOut(migration, 12, source);
        }
        assertThat(reread(migration, "things")).hasSize(12);
        assertThat(raw(migration, "things").transactionMarkers() - before)
                .as("one transaction leaves two at most")
                .isGreaterThan(2);
    }

    @Test
    void leavesNoDocumentAtAnOlderVersionWhileTheyChange() {
        Migration migration = Migrations.of("busy", "busy", "large", "small");
        List<MongoCollection<BsonDocument>> both = List.of(collection("busy", "large"), collection("busy", "small"));
        Random random = new Random(SEED);
        try (Running source = streaming(migration);
                Writer writer = Writer.start(both, SEED)) {
            for (int burst = 1; burst <= 40; burst++) {
                askAtRandom(migration, random, 50);
                awaitCarriedOut(migration, burst * 50, source);
            }
            writer.close();
            for (MongoCollection<BsonDocument> each : both) {
                String name = each.getNamespace().getCollectionName();
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(raw(migration, name).documents())
                                .as("seed %d", SEED)
                                .isEqualTo(RawTopic.expected(each)));
            }
        }
    }

    @Test
    void losesAndRepeatsNoRequestWhenItIsKilled() {
        Migration migration = Migrations.of("struck", "struck", "large", "small");
        List<MongoCollection<BsonDocument>> both =
                List.of(collection("struck", "large"), collection("struck", "small"));
        Random random = new Random(SEED);
        int asked = 0;
        try (Running source = streaming(migration)) {
            assertThat(source.hasEnded()).isFalse();
        }
        try (Writer writer = Writer.start(both, SEED)) {
            for (int kill = 0; kill < Integer.getInteger("tidegate.kills", 3); kill++) {
                try (ChildJvm child = ChildJvm.start(KilledSource.class, arguments(migration), Map.of())) {
                    child.awaitLine(output -> output.contains("stream begins"), LONG);
                    askAtRandom(migration, random, 5_000);
                    asked += 5_000;
                    await().pollDelay(Duration.ofMillis(200 + random.nextInt(1_800)))
                            .until(() -> true);
                    child.kill();
                }
            }
        }
        try (Running source = streaming(migration)) {
            awaitCarriedOut(migration, asked, source);
            for (MongoCollection<BsonDocument> each : both) {
                String name = each.getNamespace().getCollectionName();
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(raw(migration, name).documents())
                                .as("seed %d", SEED)
                                .isEqualTo(RawTopic.expected(each)));
                assertThat(reread(migration, name))
                        .as("seed %d", SEED)
                        .isNotEmpty()
                        .extracting(seen -> seen.position().token() + " " + seen.key())
                        .doesNotHaveDuplicates();
            }
        }
    }

    private static Running streaming(Migration migration) {
        Running source = Running.start(SourceConfig.of(migration, mongo.uri(), Servers.kafka()));
        await().atMost(LONG).untilAsserted(() -> {
            failEarly(source);
            assertThat(source.progress().phase()).isEqualTo(SourcePhase.STREAM);
        });
        return source;
    }

    private static void awaitCarriedOut(Migration migration, long requests, Running source) {
        Map<String, Object> properties = Map.of("bootstrap.servers", Servers.kafka());
        try (SourceStateReader reader = new SourceStateReader(properties, new Topics(migration.name()).sourceState())) {
            await().atMost(LONG).untilAsserted(() -> {
                failEarly(source);
                assertThat(reader.read(LONG).requestsTo()).isEqualTo(requests);
            });
        }
    }

    private static void failEarly(Running source) {
        if (source.hasEnded()) {
            throw new IllegalStateException("the source has ended", source.failure());
        }
    }

    private static void askAtRandom(Migration migration, Random random, int requests) {
        for (int i = 0; i < requests; i++) {
            ask(migration, random.nextBoolean() ? "large" : "small", new BsonInt32(random.nextInt(500)));
        }
        producer.flush();
    }

    private static void ask(Migration migration, String collection, BsonValue id) {
        String topic = new Topics(migration.name()).sourceRequests();
        RereadRequest request = new RereadRequest(collection, id, List.of(ORPHAN));
        producer.send(new ProducerRecord<>(
                topic, new RereadRequestSerde().serializer().serialize(topic, request)));
    }

    private static List<String> arguments(Migration migration) {
        return List.of(migration.name(), "struck", mongo.uri(), Servers.kafka(), "large", "small");
    }

    private static List<RawRecord> reread(Migration migration, String collection) {
        List<RawRecord> reread = new ArrayList<>();
        for (RawRecord seen : raw(migration, collection).read()) {
            if (seen.orphans().isPresent()) {
                reread.add(seen);
            }
        }
        return reread;
    }

    private static RawTopic raw(Migration migration, String collection) {
        return new RawTopic(Servers.kafka(), new Topics(migration.name()).raw(collection));
    }

    private static MongoCollection<BsonDocument> collection(String database, String name) {
        return client.getDatabase(database).getCollection(name, BsonDocument.class);
    }
}
