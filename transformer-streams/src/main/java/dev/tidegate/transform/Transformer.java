package dev.tidegate.transform;

import dev.tidegate.events.topic.MigrationTopics;
import dev.tidegate.events.topic.TopicSettings;
import dev.tidegate.events.topic.TopicSetup;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.transform.local.LocalState;
import dev.tidegate.transform.progress.TransformCounters;
import dev.tidegate.transform.progress.TransformProgress;
import dev.tidegate.transform.topology.TransformTopology;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stage that turns raw topics into table topics: a Kafka Streams application, exactly once.
 *
 * <p>Several instances share the work. {@link #run} is called once; {@link #close} and {@link #progress} by any thread,
 * any number of times.
 */
public final class Transformer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transformer.class);
    private static final Duration USE_NOTED = Duration.ofMinutes(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(8);

    private final TransformConfig config;
    private final TransformCounters counters = new TransformCounters();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private KafkaStreams streams;
    private boolean closing;
    private volatile boolean hasRun;

    public Transformer(TransformConfig config) {
        this.config = config;
    }

    /**
     * Blocks until {@link #close}; returns normally then.
     *
     * @throws LostTopicsException when a topic lacks what was processed before; nothing was processed
     * @throws LongPauseException when deletes may be gone that it has not read; nothing was processed
     * @throws RuntimeException the cause, when the stage cannot continue: nothing was committed past the record at fault
     */
    public void run() {
        Properties settings = StreamsSettings.of(config);
        Topics topics = new Topics(config.migration().name());
        try (LocalState local =
                LocalState.lock(config.stateDirectory(), topics.transformApplicationId(), Clock.systemUTC())) {
            runWith(local, settings);
        }
        throwFailure();
    }

    private void runWith(LocalState local, Properties settings) {
        try {
            prepare(local, settings);
            startUnlessClosed(settings);
            while (!ended.await(USE_NOTED.toSeconds(), TimeUnit.SECONDS)) {
                noteUse(local);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
        noteUse(local);
    }

    /** An interrupted thread cannot write: the note of a minute ago stands then. */
    private void noteUse(LocalState local) {
        if (hasRun && !Thread.currentThread().isInterrupted()) {
            local.used();
        }
    }

    private void prepare(LocalState local, Properties settings) {
        Map<String, Object> kafka = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafkaBootstrapServers());
        try (Admin admin = Admin.create(kafka)) {
            new TopicSetup(admin, config.migration()).ensure();
            new MigrationTopics(admin, config.migration()).requireAsNoted(kafka);
            StreamsTopics streamsTopics =
                    new StreamsTopics(admin, config.migration(), StreamsSettings.ofInternalTopics(settings));
            local.use(streamsTopics.ensure(local.noted()));
            if (!local.wasUsedLately()) {
                streamsTopics.requireNothingOlderThan(Instant.now().minus(TopicSettings.LONGEST_PAUSE));
            }
        }
    }

    private synchronized void startUnlessClosed(Properties settings) {
        if (!closing) {
            streams = new KafkaStreams(TransformTopology.build(config.migration(), counters), settings);
            streams.setUncaughtExceptionHandler(this::onFailure);
            streams.setStateListener((state, before) -> onState(state));
            streams.start();
        }
    }

    /** True once partitions are assigned and stores restored. */
    public synchronized boolean isRunning() {
        return streams != null && streams.state() == State.RUNNING;
    }

    public TransformProgress progress() {
        return counters.progress();
    }

    /** Commits what is processed and leaves the group, so that the next start need not wait for a time-out. */
    @Override
    public void close() {
        KafkaStreams started;
        synchronized (this) {
            closing = true;
            started = streams;
        }
        if (started != null) {
            close(started);
        }
        ended.countDown();
    }

    private static void close(KafkaStreams streams) {
        boolean closed =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_TIMEOUT));
        if (!closed) {
            LOG.warn(
                    "stage=transform threads have not ended after {} s; what they did not commit is done again at the"
                            + " next start",
                    CLOSE_TIMEOUT.toSeconds());
        }
    }

    private StreamThreadExceptionResponse onFailure(Throwable thrown) {
        if (isPassing(thrown)) {
            LOG.warn("stage=transform a thread failed on Kafka ({}), a new one takes over", thrown.toString());
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure.compareAndSet(null, thrown);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean isPassing(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    private void onState(State state) {
        hasRun |= state == State.RUNNING;
        if (state == State.ERROR || state == State.NOT_RUNNING) {
            ended.countDown();
        }
    }

    private void throwFailure() {
        Throwable thrown = failure.get();
        if (thrown == null) {
            return;
        }
        throw FailureCause.of(thrown);
    }
}
