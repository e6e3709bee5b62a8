package dev.tidegate.sink;

import dev.tidegate.events.topic.KafkaCluster;
import dev.tidegate.events.topic.MigrationTopics;
import dev.tidegate.events.topic.TopicSetup;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.sink.connect.Connections;
import dev.tidegate.sink.index.IndexTrigger;
import dev.tidegate.sink.progress.ProgressMeter;
import dev.tidegate.sink.progress.SinkProgress;
import dev.tidegate.sink.target.TargetSchema;
import dev.tidegate.sink.work.Closing;
import dev.tidegate.sink.work.IndexBuilding;
import dev.tidegate.sink.work.TopicIds;
import dev.tidegate.sink.work.Worker;
import dev.tidegate.sink.work.WorkerContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps PostgreSQL equal to the table topics: prepares the target, writes rows and positions in one transaction, builds
 * secondary indexes when the snapshot is in. Several instances share the work.
 *
 * <p>{@link #run} blocks until {@link #close}, which any thread may call, more than once, and which lets the batches at
 * hand be finished. {@code run} throws what stops the sink for good; whatever it was, starting again resumes at the last
 * committed batch.
 */
public final class PgSink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PgSink.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(8);

    private final SinkConfig config;
    private final Closing closing = new Closing();
    private final ProgressMeter meter = new ProgressMeter();
    private final List<Worker> workers = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean started;

    public PgSink(SinkConfig config) {
        this.config = config;
    }

    /**
     * @throws dev.tidegate.sink.target.UnfitTargetException when the target differs from the migration file
     * @throws dev.tidegate.sink.target.ChangedMigrationException when the file is another than at the first start
     * @throws dev.tidegate.sink.target.ForeignTargetException when the target holds another migration's records, or was
     *     fed from another Kafka
     * @throws dev.tidegate.sink.connect.TargetUnreachableException when PostgreSQL does not answer at the start
     * @throws dev.tidegate.sink.position.ForeignTopicException when a topic is not the one that was read before
     * @throws dev.tidegate.sink.refused.TooManyRefusalsException when PostgreSQL refuses most rows
     */
    public void run() {
        started = true;
        try (Connections connections = new Connections(config.postgres(), config.workers() + 1);
                Admin admin = Admin.create(kafka())) {
            String cluster = new KafkaCluster(admin).id();
            new TargetSchema(connections, config.migration(), config.migrationText(), cluster).prepare();
            new TopicSetup(admin, config.migration()).ensure();
            new MigrationTopics(admin, config.migration()).requireAsNoted(kafka());
            work(connections, admin);
        } finally {
            ended.countDown();
        }
        throwFailure();
    }

    private Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", config.kafkaBootstrapServers());
    }

    /** What was done so far, by this instance. */
    public SinkProgress progress() {
        return meter.progress();
    }

    /** Forgets the latencies counted so far; those of a snapshot say nothing. */
    public void resetLatency() {
        meter.resetLatency();
    }

    /** Asks {@link #run} to end and waits until it has; not for ever, when a server does not answer. */
    @Override
    public void close() {
        closing.ask();
        synchronized (workers) {
            workers.forEach(Worker::wakeUp);
        }
        if (started) {
            awaitEnd();
        }
    }

    private void work(Connections connections, Admin admin) {
        List<Thread> threads = new ArrayList<>();
        WorkerContext context = new WorkerContext(
                config.migration(), ConsumerProperties.of(config), connections, new TopicIds(admin), meter, closing);
        synchronized (workers) {
            for (int i = 0; i < config.workers(); i++) {
                workers.add(new Worker(context));
            }
        }
        for (Worker worker : workers) {
            threads.add(start("sink-" + threads.size(), worker::run));
        }
        IndexBuilding indexes = indexBuilding(connections, admin);
        threads.add(start("sink-indexes", indexes::run));
        awaitClosing();
        synchronized (workers) {
            workers.forEach(Worker::wakeUp);
        }
        indexes.cancel();
        threads.forEach(PgSink::join);
    }

    private IndexBuilding indexBuilding(Connections connections, Admin admin) {
        Topics topics = new Topics(config.migration().name());
        List<String> names =
                config.migration().tablesWithTopic().stream().map(topics::table).toList();
        IndexTrigger trigger = new IndexTrigger(admin, connections, names, config.snapshotIsIn());
        return new IndexBuilding(connections, config.migration(), trigger, meter, closing);
    }

    private Thread start(String name, Runnable task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e);
                        closing.ask();
                    }
                },
                name);
        thread.start();
        return thread;
    }

    private void awaitClosing() {
        while (!closing.await(Duration.ofHours(1))) {
            LOG.debug("stage=sink still at work");
        }
    }

    private void awaitEnd() {
        try {
            if (!ended.await(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("stage=sink has not ended, it waits for a server; what it has not committed is written again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void throwFailure() {
        Throwable cause = failure.get();
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause != null) {
            throw (RuntimeException) cause;
        }
    }
}
