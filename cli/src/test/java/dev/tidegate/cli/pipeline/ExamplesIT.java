package dev.tidegate.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.cli.demo.Comparison;
import dev.tidegate.cli.run.Stage;
import dev.tidegate.cli.service.EmbeddedServices;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.MongoAddress;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.MigrationStatus.Phase;
import dev.tidegate.operate.status.StatusReader;
import dev.tidegate.source.server.MongoSourceServer;
import dev.tidegate.workload.Application;
import dev.tidegate.workload.FirstLoad;
import dev.tidegate.workload.LiveWorkload;
import dev.tidegate.workload.shop.ShopApplication;
import dev.tidegate.workload.streaming.StreamingApplication;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each example of {@code migrations/examples}: snapshot, live changes that reach every column and every table, each stage
 * killed with SIGKILL under them, every document equal to its rows and exactly the declared dead letters, all of which go
 * when the documents are good again; then damage in every column and every table, each named.
 */
@Tag("mongodb")
class ExamplesIT {
    private static final long SEED = 5;
    private static final int DOCUMENTS = 1_500;
    private static final int WRITES_PER_SECOND = 200;
    private static final long WRITES = 3_000;
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static EmbeddedServices services;

    @TempDir
    private Path directory;

    static Stream<Arguments> examples() {
        return Stream.of(
                Arguments.of("shop", new ShopApplication(SEED, DOCUMENTS)),
                Arguments.of("streaming", new StreamingApplication(SEED, DOCUMENTS)));
    }

    @BeforeAll
    static void startServers() {
        services = EmbeddedServices.startAround(TestMongo::start);
    }

    @AfterAll
    static void stopServers() {
        services.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void movesAndTellsWhatIsDamaged(String name, Application application) throws SQLException {
        Path file = Path.of("..", "migrations", "examples", name, "migration.yaml");
        Migration migration = MigrationFile.read(file);
        Addresses addresses = withTarget(name);
        try (MongoClient client =
                        MongoClients.create(MongoAddress.settings(addresses.mongodb(), Duration.ofSeconds(30)));
                Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()))) {
            MongoDatabase database = client.getDatabase(migration.source().database());
            new FirstLoad(application, database).run();
            ExampleTables tables = new ExampleTables(migration, connection);
            move(file, migration, addresses, new LiveWorkload(application, database, WRITES_PER_SECOND), tables);

            Set<String> planted = tables.damage();
            assertThat(tables.named(Comparison.validate(migration, addresses))).isEqualTo(planted);
        }
    }

    private void move(
            Path file, Migration migration, Addresses addresses, LiveWorkload workload, ExampleTables tables) {
        try (StageProcesses stages = new StageProcesses(file, addresses, directory);
                StatusReader reader =
                        new StatusReader(migration, addresses, MongoSourceServer::open, Clock.systemUTC());
                LiveWorkload writers = workload) {
            for (Stage stage : Stage.values()) {
                stages.start(stage);
            }
            writers.start();
            awaitStatus(stages, reader, ExamplesIT::isSnapshotIn);
            tables.copy();
            long wanted = writers.total() + WRITES;
            for (Stage stage : Stage.values()) {
                stages.awaitAtWork(stage);
                stages.kill(stage);
                stages.start(stage);
            }
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                stages.requireAlive();
                writers.requireNoFailure();
                assertThat(writers.total()).isGreaterThan(wanted);
                assertThat(tables.unchangedSinceTheCopy()).isEmpty();
            });
            writers.stop();
            awaitStatus(stages, reader, MigrationStatus::drained);
            assertThat(writers.expectedDeadLetters()).isNotEmpty();
            assertThat(Comparison.differences(migration, addresses, writers.expectedDeadLetters()))
                    .isEmpty();

            writers.mendAll();
            awaitStatus(stages, reader, MigrationStatus::drained);
            assertThat(Comparison.differences(migration, addresses, Set.of())).isEmpty();
        }
    }

    private static boolean isSnapshotIn(MigrationStatus status) {
        return status.phase() == Phase.LIVE
                && status.stages().stream().allMatch(stage -> stage.lagEvents().orElse(Long.MAX_VALUE) < 1_000);
    }

    private static void awaitStatus(StageProcesses stages, StatusReader reader, Predicate<MigrationStatus> wanted) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            stages.requireAlive();
            assertThat(reader.read()).matches(wanted);
        });
    }

    private static Addresses withTarget(String database) throws SQLException {
        Addresses all = services.addresses();
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(all.postgres()));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + database + "\"");
        }
        String target = all.postgres().replaceAll("/postgres$", "/" + database);
        return new Addresses(all.mongodbUri(), all.kafkaBootstrapServers(), Optional.of(target));
    }
}
