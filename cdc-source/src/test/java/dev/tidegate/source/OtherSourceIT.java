package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.tidegate.embedded.mongo.EmbeddedMongo;
import dev.tidegate.events.source.SourceHealth.State;
import dev.tidegate.events.source.SourceOrigin;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.events.source.SourceStateRecords;
import dev.tidegate.events.topic.ChangedFileException;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A MongoDB, topics or a file that are not those that the source began with: it stops, and says why. */
class OtherSourceIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** Its collections are the same; its time is behind at first, and has passed what was read later. */
    @Test
    void stopsWhenMongoWasRestoredFromABackup() throws IOException {
        Migration behind = Migrations.of("behind", "restored", "people");
        Migration passed = Migrations.of("passed", "restored", "people");
        try (EmbeddedMongo mongo = mongo("data")) {
            insert(mongo, 0, 5);
        }
        copy("data", "backup");
        try (EmbeddedMongo mongo = mongo("data")) {
            for (Migration migration : List.of(behind, passed)) {
                insert(mongo, 10 * migration.name().hashCode(), 5);
                run(migration, mongo);
            }
            insert(mongo, 100, 3);
            run(passed, mongo);
            run(passed, mongo);
        }
        try (EmbeddedMongo mongo = mongo("backup")) {
            assertStops(behind, mongo, State.SOURCE_RESTORED, "its last write is before it");
            await().atMost(LONG).pollDelay(Duration.ofSeconds(1)).untilAsserted(() -> insert(mongo, 1_000, 30));
            assertStops(passed, mongo, State.SOURCE_RESTORED, "it has no write then");
            assertStops(behind, mongo, State.SOURCE_RESTORED, "start the migration anew under another name");
        }
    }

    /** Without a right to read the oplog only the stream itself says that its last event is of another history. */
    @Test
    void stopsWhenTheStreamDoesNotKnowItsLastEvent() {
        Migration migration = Migrations.of("unknown", "restored", "people");
        try (EmbeddedMongo mongo = mongo("data");
                MongoClient client = MongoClients.create(mongo.uri())) {
            insert(mongo, 0, 1);
            run(migration, mongo);
            String event = eventToken(client);
            mongo.loseWrite();
            BsonTimestamp lost = client.getDatabase("admin")
                    .runCommand(new Document("hello", 1))
                    .getEmbedded(List.of("lastWrite", "opTime", "ts"), BsonTimestamp.class);
            insert(mongo, 2, 1);
            noteToken(migration, event.substring(0, 2) + "%016x".formatted(lost.getValue()) + event.substring(18));
            client.getDatabase("admin")
                    .runCommand(Document.parse("{configureFailPoint: 'failCommand', mode: 'alwaysOn',"
                            + " data: {failCommands: ['find'], errorCode: 13}}"));
            assertStops(migration, mongo, State.SOURCE_RESTORED, "its change stream does not know that event");
            assertStops(migration, mongo, State.SOURCE_RESTORED, "start the migration anew under another name");
        }
    }

    private static String eventToken(MongoClient client) {
        MongoCollection<BsonDocument> people =
                client.getDatabase("restored").getCollection("people", BsonDocument.class);
        try (MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor =
                people.watch().cursor()) {
            people.insertOne(new BsonDocument("_id", new BsonInt32(1)));
            return cursor.next().getResumeToken().getString("_data").getValue();
        }
    }

    private void noteToken(Migration migration, String data) {
        RawBsonDocument token = RawBsonDocument.parse("{\"_data\": \"" + data + "\"}");
        byte[] bytes = new byte[token.getByteBuffer().remaining()];
        token.getByteBuffer().asNIO().get(bytes);
        Map.Entry<String, String> offset =
                state(migration).offsets().entrySet().iterator().next();
        String changed = BsonDocument.parse(offset.getValue())
                .append("resume_token", new BsonString(Base64.getEncoder().encodeToString(bytes)))
                .toJson();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.send(new SourceStateRecords(new Topics(migration.name()).sourceState())
                    .offset(offset.getKey(), changed));
            producer.flush();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", Servers.kafka()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** It has the same address, and collections of the same names. With the right one again the source resumes. */
    @Test
    void stopsWhenMongoIsAnotherReplicaSet() {
        Migration migration = Migrations.of("elsewhere", "restored", "people");
        try (EmbeddedMongo mongo = mongo("data")) {
            insert(mongo, 0, 5);
            run(migration, mongo);
        }
        long events = state(migration).position().orElseThrow().events();
        try (EmbeddedMongo mongo = mongo("another")) {
            insert(mongo, 0, 5);
            assertStops(migration, mongo, State.SOURCE_REPLACED, "this MongoDB is another than the one that was read");
        }
        try (EmbeddedMongo mongo = mongo("data")) {
            insert(mongo, 5, 1);
            run(migration, mongo);
            assertThat(state(migration).health().isOk()).isTrue();
            assertThat(state(migration).position().orElseThrow().events()).isEqualTo(events + 1);
        }
    }

    @Test
    void stopsWhenATopicWasMadeAgain() throws Exception {
        Migration migration = Migrations.of("topicless", "topicless", "people");
        try (EmbeddedMongo mongo = mongo("data")) {
            insert(mongo, 0, 1);
            run(migration, mongo);
            String raw = new Topics("topicless").raw("people");
            delete(raw);
            assertStops(migration, mongo, State.TOPIC_REPLACED, raw);
        }
    }

    /** A new snapshot would give what is there now, and nothing would report what was deleted since. */
    @Test
    void stopsWhenItsOwnNotesAreGone() throws Exception {
        Migration migration = Migrations.of("noteless", "restored", "people");
        try (EmbeddedMongo mongo = mongo("data")) {
            insert(mongo, 0, 1);
            run(migration, mongo);
            delete(new Topics("noteless").sourceState());
            assertStops(migration, mongo, State.TOPIC_REPLACED, "noteless.source.state");
        }
    }

    @Test
    void refusesAFileThatHasChanged() {
        Migration migration = Migrations.of("changed", "restored", "people");
        try (EmbeddedMongo mongo = mongo("data")) {
            run(migration, mongo);
            assertThat(Running.start(config(Migrations.changed(migration), mongo))
                            .failure())
                    .isInstanceOf(ChangedFileException.class)
                    .hasMessageContaining("Put the file back as it was");
            run(migration, mongo);
        }
    }

    @Test
    void notesWhatAnOlderBuildHasNot() {
        Migration migration = Migrations.of("older", "restored", "people");
        try (EmbeddedMongo mongo = mongo("data");
                KafkaProducer<byte[], byte[]> producer = producer()) {
            run(migration, mongo);
            Optional<SourceOrigin> noted = state(migration).origin();
            assertThat(noted.orElseThrow().topics()).hasSize(6);
            producer.send(new ProducerRecord<>(
                    new Topics("older").sourceState(), "origin".getBytes(StandardCharsets.UTF_8), null));
            producer.flush();
            assertThat(state(migration).origin()).isEmpty();
            run(migration, mongo);
            assertThat(state(migration).origin()).isEqualTo(noted);
        }
    }

    private void assertStops(Migration migration, EmbeddedMongo mongo, State state, String message) {
        Running source = Running.start(config(migration, mongo));
        await().atMost(LONG).until(source::hasEnded);
        assertThat(source.failure())
                .isInstanceOf(UnhealthySourceException.class)
                .hasMessageContaining(state.name())
                .hasMessageContaining(message);
    }

    /** Until it streams and has seen MongoDB's last write. */
    private void run(Migration migration, EmbeddedMongo mongo) {
        try (Running source = Running.start(config(migration, mongo))) {
            await().atMost(LONG).untilAsserted(() -> {
                if (source.hasEnded()) {
                    throw new IllegalStateException("the source has ended", source.failure());
                }
                assertThat(source.progress().lag()).contains(Duration.ZERO);
                assertThat(state(migration).position()).isPresent();
            });
        }
    }

    private EmbeddedMongo mongo(String data) {
        return EmbeddedMongo.start(0, Optional.of(folder.resolve(data)));
    }

    private static void insert(EmbeddedMongo mongo, int from, int documents) {
        try (MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<BsonDocument> people =
                    client.getDatabase("restored").getCollection("people", BsonDocument.class);
            for (int i = 0; i < documents; i++) {
                people.insertOne(new BsonDocument("_id", new BsonInt32(from + i)));
            }
        }
    }

    private void copy(String from, String to) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(from))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(to).resolve(folder.resolve(from).relativize(file)));
            }
        }
    }

    private static void delete(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Servers.kafka()))) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().untilAsserted(
                            () -> assertThat(admin.listTopics().names().get()).doesNotContain(topic));
        }
    }

    private static SourceState state(Migration migration) {
        Map<String, String> properties = Map.of("bootstrap.servers", Servers.kafka());
        try (SourceStateReader reader = new SourceStateReader(properties, new Topics(migration.name()).sourceState())) {
            return reader.read(LONG);
        }
    }

    private static SourceConfig config(Migration migration, EmbeddedMongo mongo) {
        return SourceConfig.of(migration, mongo.uri(), Servers.kafka());
    }
}
