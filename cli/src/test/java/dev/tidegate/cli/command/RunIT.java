package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.StatusReader;
import dev.tidegate.source.server.MongoSourceServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The small migration by its file alone, through the command as a user would type it. */
@Tag("mongodb")
class RunIT {
    private static final long SEED = Long.getLong("tidegate.seed", 1L);
    private static final int EACH = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @RegisterExtension
    static final Servers servers = new Servers();

    @TempDir
    Path directory;

    @Test
    void pausesOnSigtermAndGoesOnUntilDrained() throws Exception {
        Path file = Shop.migrationFile(directory, "pausing");
        Migration migration = MigrationFile.read(file);
        Addresses addresses = servers.withTarget("pausing");
        try (MongoClient client = servers.client()) {
            Shop shop = new Shop(client.getDatabase("pausing"), SEED);
            shop.load(EACH);
            try (ChildJvm run = TidegateProcess.start(addresses, file, directory, "run")) {
                run.awaitLine(line -> line.startsWith("tables: 0 done, 9 to do; a new start"), PATIENCE);
                shop.change(200);
                run.awaitLine(line -> line.startsWith("progress live"), PATIENCE);
                shop.change(200);
                run.terminate();
                assertThat(run.awaitExit(PATIENCE)).isEqualTo(ExitCode.DONE);
                assertThat(String.join("\n", run.output()))
                        .contains("migration pausing: 9 tables (4 of collections, 2 junctions, 3 of children)")
                        .contains("paused after ")
                        .contains("starting again resumes")
                        .doesNotContain("\tat ");
            }
            shop.change(100);
            try (ChildJvm run = TidegateProcess.start(addresses, file, directory, "run", "--until-drained")) {
                assertThat(run.awaitExit(PATIENCE)).isEqualTo(ExitCode.DONE);
                assertThat(String.join("\n", run.output()))
                        .as("seed %d", SEED)
                        .contains("resumes with live changes")
                        .contains("drained after ")
                        .contains("phase live, drained; ")
                        .contains(" 5 errors (")
                        .contains("customers: 2 (required-absent 1, wrong-id-type 1)")
                        .doesNotContain("\tat ");
            }
        }
        Proof.requireEqual(migration, addresses, Shop.expectedDeadLetters());
        Proof.requireIndexes(migration, addresses);
        assertThat(Files.readString(errors()))
                .containsPattern(
                        "time: \\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\ntable: customers \\(collection kunden\\)\nid: [0-9a-f]{24}")
                .contains("error: required-absent in ")
                .contains("stack: none")
                .contains("what to do: ")
                .contains("getCollection('kunden').findOne({_id: ObjectId('")
                .contains("\n---\n")
                .contains("total: 5\n")
                .contains("failed ids:\n")
                .doesNotContain("nameless@example.org");
    }

    @Test
    void stagesRunInProcessesOfTheirOwnWithTheirOwnAddressesOnly() throws Exception {
        Path file = Shop.migrationFile(directory, "apart");
        Migration migration = MigrationFile.read(file);
        Addresses all = servers.withTarget("apart");
        Addresses forSource = new Addresses(all.mongodbUri(), all.kafkaBootstrapServers(), Optional.empty());
        Addresses forTransform = new Addresses(Optional.empty(), all.kafkaBootstrapServers(), Optional.empty());
        Addresses forSink = new Addresses(Optional.empty(), all.kafkaBootstrapServers(), all.postgresUrl());
        try (MongoClient client = servers.client();
                StatusReader reader = new StatusReader(migration, all, MongoSourceServer::open, Clock.systemUTC());
                ChildJvm source = TidegateProcess.start(forSource, file, directory, "run", "--stages", "source");
                ChildJvm transform =
                        TidegateProcess.start(forTransform, file, directory, "run", "--stages", "transform");
                ChildJvm sink = TidegateProcess.start(forSink, file, directory, "run", "--stages", "sink")) {
            List<ChildJvm> stages = List.of(source, transform, sink);
            Shop shop = new Shop(client.getDatabase("apart"), SEED);
            shop.load(EACH);
            awaitStatus(stages, reader, MigrationStatus::drained);
            shop.change(300);
            awaitStatus(stages, reader, MigrationStatus::drained);
            Proof.requireEqual(migration, all, Shop.expectedDeadLetters());
            for (ChildJvm stage : stages) {
                stage.awaitLine(line -> line.startsWith("progress "), PATIENCE);
                stage.terminate();
                assertThat(stage.awaitExit(PATIENCE)).isEqualTo(ExitCode.DONE);
                assertThat(String.join("\n", stage.output()))
                        .contains("paused after ")
                        .doesNotContain("\tat ");
            }
        }
    }

    private Path errors() {
        return directory.resolve("errors.log");
    }

    private static void awaitStatus(List<ChildJvm> stages, StatusReader reader, Predicate<MigrationStatus> wanted) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            assertThat(stages)
                    .allSatisfy(stage -> assertThat(stage.isAlive())
                            .as(() -> String.join("\n", stage.output()))
                            .isTrue());
            assertThat(reader.read()).matches(wanted);
        });
    }
}
