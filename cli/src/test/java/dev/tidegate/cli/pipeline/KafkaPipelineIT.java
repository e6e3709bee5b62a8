package dev.tidegate.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.cli.run.RunningStages;
import dev.tidegate.cli.run.Stage;
import dev.tidegate.cli.service.EmbeddedServices;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.MongoAddress;
import dev.tidegate.operate.pipeline.KafkaPipeline;
import dev.tidegate.source.server.MongoSourceServer;
import dev.tidegate.validator.pipeline.Pipeline.Fence;
import dev.tidegate.workload.FirstLoad;
import dev.tidegate.workload.LiveWorkload;
import dev.tidegate.workload.NextCrmGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fences taken at random moments while an application writes: what was written before one is in PostgreSQL when it is
 * passed, and it is passed although the writes continue.
 */
@Tag("mongodb")
class KafkaPipelineIT {
    private static final long SEED = Long.getLong("tidegate.seed", 1L);
    private static final int FENCES = Integer.getInteger("tidegate.fences", 30);
    private static final int WRITES_PER_SECOND = Integer.getInteger("tidegate.writes", 50);
    private static final int THREADS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    private Migration migration;
    private EmbeddedServices services;
    private MongoClient client;
    private MongoDatabase database;
    private final NextCrmGenerator generator = new NextCrmGenerator(SEED, 1_000);

    @BeforeEach
    void start() {
        migration = NextCrm.read();
        services = EmbeddedServices.startAround(TestMongo::start);
        client = MongoClients.create(MongoAddress.settings(services.addresses().mongodb(), Duration.ofSeconds(30)));
        database = client.getDatabase(migration.source().database());
        new FirstLoad(generator, database).run();
    }

    @AfterEach
    void stop() {
        client.close();
        services.close();
    }

    @Test
    void whatWasWrittenBeforeAFenceIsInPostgresqlWhenItIsPassed() throws Exception {
        Addresses addresses = services.addresses();
        List<Long> millis = Collections.synchronizedList(new ArrayList<>());
        try (RunningStages upstream = stages(EnumSet.of(Stage.SOURCE, Stage.TRANSFORM));
                KafkaPipeline pipeline = new KafkaPipeline(migration, addresses, MongoSourceServer::open)) {
            Fence first = pipeline.fence();
            assertThat(first.isPassed()).isFalse();
            try (RunningStages sink = stages(EnumSet.of(Stage.SINK));
                    LiveWorkload writers = new LiveWorkload(generator, database, WRITES_PER_SECOND)) {
                awaitPassed(first);
                writers.start();
                ExecutorService threads = Executors.newFixedThreadPool(THREADS);
                List<Future<?>> ends = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    Random random = new Random(SEED * THREADS + i);
                    ends.add(threads.submit((Callable<Void>) () -> {
                        try (MarkedAccounts marked = new MarkedAccounts(database, addresses.postgres(), random)) {
                            for (int fence = 0; fence < FENCES / THREADS; fence++) {
                                millis.add(writeAndPass(marked, pipeline, random));
                            }
                        }
                        return null;
                    }));
                }
                for (Future<?> end : ends) {
                    end.get(5, TimeUnit.MINUTES);
                }
                threads.shutdown();
                assertThat(upstream.failure()).isEmpty();
                assertThat(sink.failure()).isEmpty();
            }
            assertThat(new ArrayList<>(millis)).hasSize(FENCES / THREADS * THREADS);
            Collections.sort(millis);
            System.out.printf(
                    "%d fences passed under %d writes/s after %d ms (median), %d ms (most)%n",
                    millis.size(), WRITES_PER_SECOND, millis.get(millis.size() / 2), millis.get(millis.size() - 1));
            requireWaitingWithoutSink(pipeline, addresses);
        }
    }

    private void requireWaitingWithoutSink(KafkaPipeline pipeline, Addresses addresses) throws Exception {
        try (MarkedAccounts marked = new MarkedAccounts(database, addresses.postgres(), new Random(SEED))) {
            marked.write();
            Fence waiting = pipeline.fence();
            await().during(Duration.ofSeconds(3))
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> !waiting.isPassed());
            try (RunningStages sink = stages(EnumSet.of(Stage.SINK))) {
                awaitPassed(waiting);
                assertThat(sink.failure()).isEmpty();
                assertThat(marked.missing()).isEmpty();
            }
        }
        quietPassesToo(pipeline);
    }

    /** Nothing of ours comes any more; what others write moves MongoDB's time. */
    private void quietPassesToo(KafkaPipeline pipeline) throws Exception {
        try (RunningStages sink = stages(EnumSet.of(Stage.SINK))) {
            database.getCollection("notMapped").insertOne(new org.bson.Document("a", 1));
            awaitPassed(pipeline.fence());
            assertThat(sink.failure()).isEmpty();
        }
    }

    private static long writeAndPass(MarkedAccounts marked, KafkaPipeline pipeline, Random random) throws Exception {
        for (int i = random.nextInt(4); i >= 0; i--) {
            marked.write();
        }
        long start = System.nanoTime();
        Fence fence = pipeline.fence();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(100));
        awaitPassed(fence);
        long took = (System.nanoTime() - start) / 1_000_000;
        assertThat(marked.missing())
                .as("seed %d: written before the fence", SEED)
                .isEmpty();
        return took;
    }

    private static void awaitPassed(Fence fence) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(30))
                .untilAsserted(
                        () -> assertThat(fence.isPassed()).as(fence::toString).isTrue());
    }

    private RunningStages stages(Set<Stage> stages) throws Exception {
        return new NextCrm(services.addresses(), migration).stages(stages, directory);
    }
}
