package dev.tidegate.source;

import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.topic.ChangedFileException;
import dev.tidegate.events.topic.TopicSetup;
import dev.tidegate.source.Failures.FailureKind;
import dev.tidegate.source.publish.KafkaClients;
import dev.tidegate.source.server.MongoServer;
import dev.tidegate.source.server.Preflight;
import dev.tidegate.source.server.UnreachableServerException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MongoDB to raw topics: a snapshot by ranges of {@code _id}, then the change stream. Every change is in its raw topic
 * exactly once for readers of committed records, whenever this process is killed and started again.
 *
 * <p>Only one runs for a migration: a later one shuts an earlier one out.
 */
public final class CdcSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CdcSource.class);
    private static final int MOST_UNKNOWN_FAILURES = 5;
    private static final Duration CLEAN_END = Duration.ofSeconds(6);
    private static final Duration INTERRUPTED_END = Duration.ofSeconds(3);

    private final SourceConfig config;
    private final String instance = UUID.randomUUID().toString();
    private final Ledger ledger = new Ledger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Thread running;

    public CdcSource(SourceConfig config) {
        this.config = config;
    }

    /**
     * Blocks until {@link #close}. MongoDB or Kafka going away after the start is waited for, visible in
     * {@link #progress}.
     *
     * @throws UnreachableServerException when a server does not answer at the start
     * @throws dev.tidegate.source.server.UnsupportedSourceException when MongoDB or a collection cannot be read
     * @throws UnhealthySourceException when resuming would lose changes
     * @throws ChangedFileException when the file is not the one that it began with
     * @throws FencedException when another instance has taken over
     */
    public void run() {
        running = Thread.currentThread();
        try {
            prepareUnlessClosed();
            resume();
        } finally {
            ended.countDown();
        }
    }

    /** How far it has come. From any thread, at any time. */
    public SourceProgress progress() {
        return ledger.progress();
    }

    /**
     * A clean pause: what is open is rolled back, and {@link #run} returns. From any thread, more than once. Returns
     * within 9 s also when a server does not answer: what waits for it is interrupted then.
     */
    @Override
    public void close() {
        closed.countDown();
        Thread thread = running;
        if (thread == null || hasEnded(CLEAN_END)) {
            return;
        }
        thread.interrupt();
        if (!hasEnded(INTERRUPTED_END)) {
            LOG.warn("stage=source has not ended, it waits for a server; what it has not committed comes again");
        }
    }

    private boolean hasEnded(Duration patience) {
        try {
            return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void prepareUnlessClosed() {
        try {
            if (!isClosed()) {
                prepare();
            }
        } catch (RuntimeException e) {
            if (!isClosed()) {
                throw e;
            }
            LOG.debug("failed while being closed", e);
        }
    }

    private void prepare() {
        new Preflight(new MongoServer(config.mongodbUri()), config.startTimeout())
                .check(config.database(), config.collections());
        Map<String, Object> properties =
                new HashMap<>(new KafkaClients(config.kafkaBootstrapServers(), config.kafkaOverrides()).properties());
        int millis = (int) config.startTimeout().toMillis();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        try (Admin admin = Admin.create(properties)) {
            new TopicSetup(admin, config.migration()).ensure();
        } catch (TimeoutException e) {
            throw unreachableKafka(e);
        } catch (KafkaException e) {
            throw e.getCause() instanceof TimeoutException ? unreachableKafka(e) : e;
        }
    }

    private UnreachableServerException unreachableKafka(KafkaException cause) {
        return new UnreachableServerException("Kafka", config.kafkaBootstrapServers(), config.startTimeout(), cause);
    }

    private void resume() {
        Backoff backoff = new Backoff();
        Standing before = standing();
        int unknownFailures = 0;
        while (!isClosed()) {
            try (Attempt attempt = new Attempt(config, ledger, instance, this::isClosed)) {
                attempt.run();
            } catch (UnhealthySourceException | FencedException | ChangedFileException e) {
                throw e;
            } catch (RuntimeException e) {
                if (!standing().equals(before)) {
                    backoff.reset();
                    unknownFailures = 0;
                    before = standing();
                }
                unknownFailures += Failures.kindOf(e) == FailureKind.UNKNOWN ? 1 : 0;
                decide(e, unknownFailures);
                pause(e, backoff.next());
            }
        }
    }

    private void decide(RuntimeException failure, int unknownFailures) {
        if (isClosed()) {
            LOG.debug("failed while being closed", failure);
            return;
        }
        switch (Failures.kindOf(failure)) {
            case FINAL -> throw failure;
            case FENCED -> LOG.debug("the next attempt sees whether another instance did it", failure);
            case UNKNOWN -> {
                if (unknownFailures >= MOST_UNKNOWN_FAILURES) {
                    throw failure;
                }
            }
            case PASSING -> LOG.debug("tried again", failure);
        }
    }

    private void pause(RuntimeException failure, Duration time) {
        if (isClosed()) {
            return;
        }
        String reason = Failures.reason(failure);
        if (ledger.progress().trouble().isEmpty()) {
            LOG.warn("waiting stage=source reason={}", reason);
            LOG.debug("in full", failure);
        }
        ledger.waiting(reason);
        try {
            closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Changes exactly when something has been committed. */
    private record Standing(long documents, Object position) {}

    private Standing standing() {
        SourceState state = ledger.state();
        return new Standing(ledger.progress().documentsRead(), state.position());
    }
}
