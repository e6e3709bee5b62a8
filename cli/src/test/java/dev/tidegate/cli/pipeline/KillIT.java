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
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.MongoAddress;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.MigrationStatus.Phase;
import dev.tidegate.operate.status.StatusReader;
import dev.tidegate.source.server.MongoSourceServer;
import dev.tidegate.workload.FirstLoad;
import dev.tidegate.workload.LiveWorkload;
import dev.tidegate.workload.NextCrmGenerator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each stage is killed with SIGKILL in the snapshot and again while live, under load; at the end every document equals
 * its rows and no raw topic holds one change twice.
 *
 * <p>{@code -Dtidegate.kill.rounds=N} runs N rounds of six kills, with seeds from {@code -Dtidegate.seed} on.
 */
@Tag("mongodb")
class KillIT {
    private static final Path MIGRATION = Path.of("..", "migrations", "nextcrm", "migration.yaml");
    private static final int DOCUMENTS = Integer.getInteger("tidegate.kill.documents", 40_000);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    static List<Long> seeds() {
        long first = Long.getLong("tidegate.seed", 1L);
        List<Long> seeds = new ArrayList<>();
        for (long i = 0; i < Integer.getInteger("tidegate.kill.rounds", 1); i++) {
            seeds.add(first + i);
        }
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void losesNothingAndPublishesNothingTwice(long seed) {
        Random random = new Random(seed);
        Migration migration = MigrationFile.read(MIGRATION);
        NextCrmGenerator generator = new NextCrmGenerator(seed, DOCUMENTS);
        try (EmbeddedServices services = EmbeddedServices.startAround(TestMongo::start);
                MongoClient client = MongoClients.create(
                        MongoAddress.settings(services.addresses().mongodb(), Duration.ofSeconds(30)))) {
            MongoDatabase database = client.getDatabase(migration.source().database());
            new FirstLoad(generator, database).run();
            Addresses addresses = services.addresses();
            try (StageProcesses stages = new StageProcesses(MIGRATION, addresses, directory);
                    StatusReader reader =
                            new StatusReader(migration, addresses, MongoSourceServer::open, Clock.systemUTC());
                    LiveWorkload writers = new LiveWorkload(generator, database, 200)) {
                for (Stage stage : Stage.values()) {
                    stages.start(stage);
                }
                writers.start();
                try (SourceStateReader source = new SourceStateReader(
                        Map.of("bootstrap.servers", addresses.kafka()), new Topics(migration.name()).sourceState())) {
                    killInSnapshot(random, stages, source);
                }
                killWhileLive(random, stages, reader);
                writers.stop();
                awaitDrained(stages, reader);
                assertThat(Comparison.differences(migration, addresses, writers.expectedDeadLetters()))
                        .as("seed %d", seed)
                        .isEmpty();
            }
            RawTopics.Findings raw = new RawTopics(migration, addresses.kafka()).read();
            assertThat(raw.twice()).as("seed %d: changes published twice", seed).isEmpty();
            assertThat(raw.changes()).isGreaterThanOrEqualTo(DOCUMENTS);
        }
    }

    /** The source first, while it reads; then the others, while they have the snapshot's records before them. */
    private static void killInSnapshot(Random random, StageProcesses stages, SourceStateReader source) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(20, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> {
                    stages.requireAlive();
                    assertThat(documentsRead(source.read(PATIENCE))).isPositive();
                });
        pause(random.nextInt(800));
        stages.kill(Stage.SOURCE);
        SourceState atKill = source.read(PATIENCE);
        System.out.printf("kill SOURCE in the snapshot, %d documents read%n", documentsRead(atKill));
        assertThat(atKill.phase()).as("the source was killed in mid-snapshot").isEqualTo(SourcePhase.SNAPSHOT);
        stages.start(Stage.SOURCE);
        List<Stage> others = new ArrayList<>(List.of(Stage.TRANSFORM, Stage.SINK));
        Collections.shuffle(others, random);
        for (Stage stage : others) {
            stages.awaitAtWork(stage);
            pause(random.nextInt(1500));
            System.out.printf("kill %s, %d documents read%n", stage, documentsRead(source.read(PATIENCE)));
            stages.kill(stage);
            stages.start(stage);
        }
    }

    private static long documentsRead(SourceState state) {
        return state.documentsRead().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The writers write until each stage is at work again after its last kill. */
    private static void killWhileLive(Random random, StageProcesses stages, StatusReader reader) {
        awaitStatus(stages, reader, KillIT::isSnapshotPassed);
        for (Stage stage : inRandomOrder(random)) {
            stages.awaitAtWork(stage);
            pause(random.nextInt(3000));
            System.out.printf("kill %s at %s%n", stage, describe(reader));
            stages.kill(stage);
            stages.start(stage);
        }
        for (Stage stage : Stage.values()) {
            stages.awaitAtWork(stage);
        }
    }

    private static void awaitDrained(StageProcesses stages, StatusReader reader) {
        awaitStatus(stages, reader, MigrationStatus::drained);
    }

    private static void awaitStatus(
            StageProcesses stages, StatusReader reader, java.util.function.Predicate<MigrationStatus> wanted) {
        await().atMost(Duration.ofMinutes(8))
                .pollInterval(200, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> {
                    stages.requireAlive();
                    assertThat(reader.read()).matches(wanted);
                });
    }

    private static boolean isSnapshotPassed(MigrationStatus status) {
        return status.phase() == Phase.LIVE
                && status.stages().stream().allMatch(stage -> stage.lagEvents().orElse(Long.MAX_VALUE) < 2_000);
    }

    private static String describe(StatusReader reader) {
        MigrationStatus status = reader.read();
        return status.phase() + ", " + status.stages();
    }

    private static List<Stage> inRandomOrder(Random random) {
        List<Stage> stages = new ArrayList<>(List.of(Stage.values()));
        Collections.shuffle(stages, random);
        return stages;
    }

    /** The moment of a kill is meant to be any moment. */
    private static void pause(long millis) {
        await().pollDelay(millis, TimeUnit.MILLISECONDS)
                .atMost(Duration.ofMinutes(1))
                .until(() -> true);
    }
}
