package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.tidegate.cli.run.RunningStages;
import dev.tidegate.cli.run.Stage;
import dev.tidegate.cli.run.StageWiring;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two migrations and one PostgreSQL database: whose records are in it is said, and nothing of one is taken for the other's. */
@Tag("mongodb")
class TwoMigrationsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final Servers servers = new Servers();

    @TempDir
    Path directory;

    /** The advice of each message leads on: another name, then truncate, then all is the new one's. */
    @Test
    void theSecondIsRefusedByNameUntilItTakesOver() throws Exception {
        Addresses addresses = servers.withTarget("two");
        try (MongoClient client = servers.client()) {
            MongoCollection<Document> documents = client.getDatabase("two").getCollection("t");
            documents.insertMany(List.of(
                    new Document("_id", "text").append("a", "x").append("extra", "kept"),
                    new Document("_id", new ObjectId()).append("a", 5.5)));
            Path former = file("former", "public", "refuse", addresses);
            new Commands(former).runUntilDrained(directory.resolve("state"));
            assertThat(count(addresses, "tidegate.id_map")).isEqualTo(1);
            assertThat(count(addresses, "tidegate.dead_letter")).isEqualTo(1);

            requireRefused(file("apart", "other", "truncate", addresses), "DROP SCHEMA tidegate CASCADE;");
            requireRefused(
                    file("anew", "public", "refuse", addresses), "say target.existing_rows: truncate in the file");

            Path anew = file("anew", "public", "truncate", addresses);
            documents.deleteOne(new Document("_id", "text"));
            try (RunningStages stages = RunningStages.start(
                    StageWiring.of(
                                    MigrationFile.read(former),
                                    Files.readString(former),
                                    addresses,
                                    EnumSet.of(Stage.SINK),
                                    directory.resolve("state"))
                            .runners(),
                    () -> {})) {
                new Commands(anew).runUntilDrained(directory.resolve("state"));
                assertThat(count(addresses, "tidegate.id_map")).isZero();
                documents.insertOne(new Document("_id", "text").append("a", "again"));
                new Commands(anew).runUntilDrained(directory.resolve("state"));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(stages.failure())
                                .hasValueSatisfying(failure -> assertThat(failure.cause())
                                        .hasMessageContaining(
                                                "no longer holds the records of migration former: anew has taken"
                                                        + " it over")));
            }
            new Commands(anew).requireValid();
            requireRefused(former, "holds the records of migration anew");
        }
    }

    private void requireRefused(Path file, String remedy) {
        List<List<String>> commands = List.of(
                List.of(
                        "run",
                        "--until-drained",
                        "--errors",
                        directory.resolve("errors.log").toString()),
                List.of("run", "--stages", "source"),
                List.of("run", "--stages", "transform"),
                List.of("status"),
                List.of("validate", "--full"),
                List.of("verify"),
                List.of("verify", "--remove-triggers"),
                List.of("repair", "--yes"),
                List.of("references"),
                List.of("errors", "list"),
                List.of("errors", "replay", "--yes"),
                List.of("errors", "export", directory.resolve("export").toString()),
                List.of("explain", new ObjectId().toHexString()));
        for (List<String> command : commands) {
            Commands.Outcome outcome = new Commands(file).run(command.toArray(String[]::new));
            assertThat(outcome.exitCode()).as(command + outcome.output()).isEqualTo(ExitCode.COULD_NOT_RUN);
            assertThat(outcome.output())
                    .as(command.toString())
                    .contains("database two holds the records of migration ")
                    .contains(remedy);
        }
        Commands.Outcome check = new Commands(file).run("check");
        assertThat(check.exitCode()).as(check.output()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(check.output()).contains("target-foreign").contains("holds the records of migration ");
    }

    private Path file(String name, String schema, String existingRows, Addresses addresses) throws IOException {
        return Files.writeString(directory.resolve(name + ".yaml"), """
                migration: %s
                source: {database: two, uri: '%s'}
                kafka: {partitions: 1, bootstrap_servers: '%s'}
                target: {schema: %s, existing_rows: %s, url: '%s'}
                collections:
                  t: {ids: any, columns: {a: {type: text, policy: {inexact_type: dead_letter}}}}
                """.formatted(
                        name, addresses.mongodb(), addresses.kafka(), schema, existingRows, addresses.postgres()));
    }

    private static long count(Addresses addresses, String table) throws SQLException {
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
