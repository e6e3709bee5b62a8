package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.tidegate.cli.address.Addresses;
import dev.tidegate.cli.service.EmbeddedServices;
import dev.tidegate.embedded.mongo.EmbeddedMongo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
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
