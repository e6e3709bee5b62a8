package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.tidegate.cli.service.EmbeddedServices;
import dev.tidegate.embedded.mongo.EmbeddedMongo;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.operate.address.Addresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MongoDB is restored from a backup while Kafka and PostgreSQL stay: nothing may be called drained or safe. */
class RestoredSourceIT {
    @TempDir
    Path directory;

    @Test
    void everyCommandSaysThatTheSourceWasRestored() throws IOException {
        Document kept = new Document("_id", new ObjectId()).append("name", "kept");
        try (EmbeddedMongo mongo = mongo("data")) {
            people(mongo, people -> people.insertOne(kept));
        }
        copy("data", "backup");
        EmbeddedMongo mongo = mongo("data");
        try (EmbeddedServices services = EmbeddedServices.startAround(() -> mongo)) {
            Commands commands = new Commands(file(services.addresses(), mongo));
            commands.runUntilDrained(directory.resolve("state"));
            people(mongo, people -> {
                people.insertOne(new Document("name", "later"));
                people.deleteOne(new Document("name", "later"));
            });
            commands.runUntilDrained(directory.resolve("state"));
            assertThat(commands.run("status").output()).contains(", drained").doesNotContain("not drained");
            try (EmbeddedMongo restored = mongo("backup")) {
                Commands of = new Commands(file(services.addresses(), restored));
                // Both ends are equal; what comes next would be lost.
                assertThat(of.run("status").output())
                        .contains("not drained")
                        .contains("it was restored from a backup, or is another one");
                Commands.Outcome validation = of.run(
                        "validate",
                        "--full",
                        "--state-dir",
                        directory.resolve("validation").toString());
                assertThat(validation.exitCode()).as(validation.output()).isEqualTo(ExitCode.DIFFERENCES);
                assertThat(validation.output()).contains("source restored").doesNotContain("\nSAFE TO SWITCH");
                Commands.Outcome run = of.run(
                        "run",
                        "--until-drained",
                        "--state-dir",
                        directory.resolve("state").toString(),
                        "--errors",
                        of.errors());
                assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.COULD_NOT_RUN);
                assertThat(run.output()).contains("SOURCE_RESTORED");
            }
        }
    }

    /** Another replica set at the same place, and then a topic that somebody deleted: no stage has seen either. */
    @Test
    void everyCommandSaysWhatAStageWouldStopAt() throws Exception {
        EmbeddedMongo mongo = mongo("data");
        try (EmbeddedServices services = EmbeddedServices.startAround(() -> mongo)) {
            people(mongo, people -> people.insertOne(new Document("name", "kept")));
            Commands commands = new Commands(file(services.addresses(), mongo));
            commands.runUntilDrained(directory.resolve("state"));
            try (EmbeddedMongo another = mongo("another")) {
                requireNamed(file(services.addresses(), another), "source replaced", "this MongoDB is another");
            }
            String raw = new Topics("restored").raw("people");
            try (Admin admin = Admin.create(
                    Map.of("bootstrap.servers", services.addresses().kafka()))) {
                admin.deleteTopics(List.of(raw)).all().get();
            }
            requireNamed(file(services.addresses(), mongo), "topic replaced", raw);
        }
    }

    private void requireNamed(Path file, String state, String message) {
        Commands commands = new Commands(file);
        assertThat(commands.run("status").output()).contains("not drained").contains(message);
        for (List<String> command : List.of(
                List.of(
                        "validate",
                        "--full",
                        "--state-dir",
                        directory.resolve("v").toString()),
                List.of("verify"),
                List.of("repair", "--yes"))) {
            Commands.Outcome outcome = commands.run(command.toArray(String[]::new));
            assertThat(outcome.output()).as(command.toString()).contains(state).doesNotContain("\nSAFE TO SWITCH");
            assertThat(outcome.exitCode()).as(command + outcome.output()).isNotEqualTo(ExitCode.DONE);
        }
    }

    private Path file(Addresses addresses, EmbeddedMongo mongo) throws IOException {
        return Files.writeString(directory.resolve(mongo.uri().replaceAll("[^0-9]", "") + ".yaml"), """
                migration: restored
                source: {database: restored, uri: '%s'}
                kafka: {partitions: 1, bootstrap_servers: '%s'}
                target: {url: '%s'}
                collections:
                  people: {columns: {name: text}}
                """.formatted(
                        mongo.uri(), addresses.kafka(), addresses.postgres()));
    }

    private EmbeddedMongo mongo(String data) {
        return EmbeddedMongo.start(0, Optional.of(directory.resolve(data)));
    }

    private interface Writes {
        void to(MongoCollection<Document> people);
    }

    private static void people(EmbeddedMongo mongo, Writes writes) {
        try (MongoClient client = MongoClients.create(mongo.uri())) {
            writes.to(client.getDatabase("restored").getCollection("people"));
        }
    }

    private void copy(String from, String to) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(from))) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        directory.resolve(to).resolve(directory.resolve(from).relativize(file)));
            }
        }
    }
}
