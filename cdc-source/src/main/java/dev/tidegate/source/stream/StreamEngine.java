package dev.tidegate.source.stream;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Debezium's engine on a thread of its own, with a stop that ends it in each of its states.
 *
 * <p>The engine's own {@code close} does not: while tasks start it refuses, and between its notice that polling has
 * started and the moment when the polling task has a thread, it drops that task and then waits for the task's end for
 * ever. So it is closed once the polling task is seen at work. When that does not come, or the close does not end, the
 * engine's threads are interrupted, which every state of it takes for its end.
 */
final class StreamEngine {
    private static final Logger LOG = LoggerFactory.getLogger(StreamEngine.class);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration BETWEEN_INTERRUPTS = Duration.ofMillis(500);

    /** How long a stop waits for the engine's own end, and then for the end of its interrupted threads. */
    record Patience(Duration clean, Duration interrupted) {
        static final Patience DEFAULT = new Patience(Duration.ofSeconds(4), Duration.ofSeconds(3));
    }

    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Patience patience;
    private volatile boolean isPolling;
    private Thread running;
    private Thread closing;

    private StreamEngine(
            Properties settings, ChangeConsumer<RecordChangeEvent<SourceRecord>> batches, Patience patience) {
        this.patience = patience;
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(settings)
                .using((records, sinceLast) -> polled())
                .using(this::complete)
                .notifying(batches)
                .build();
    }

    static StreamEngine start(Properties settings, ChangeConsumer<RecordChangeEvent<SourceRecord>> batches) {
        return start(settings, batches, Patience.DEFAULT);
    }

    static StreamEngine start(
            Properties settings, ChangeConsumer<RecordChangeEvent<SourceRecord>> batches, Patience patience) {
        StreamEngine stream = new StreamEngine(settings, batches, patience);
        stream.running = thread("tidegate-stream", stream.engine);
        return stream;
    }

    /** True from the end of the first poll on. */
    boolean isPolling() {
        return isPolling;
    }

    /** Waits a moment for the end. */
    boolean hasEnded() throws InterruptedException {
        try {
            end.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** What ended it, after {@link #hasEnded}; null when nothing failed. */
    Throwable failure() {
        try {
            end.getNow(null);
            return null;
        } catch (java.util.concurrent.CompletionException e) {
            return e.getCause();
        }
    }

    /**
     * Returns when the engine has ended, or after the patience at the latest: what is left of it then can publish
     * nothing once its publisher is closed.
     */
    void stop() {
        long start = System.nanoTime();
        long lastInterrupt = start;
        boolean wasInterrupted = false;
        while (!hasEndedWhileStopping()) {
            if (isPolling && closing == null) {
                closing = thread("tidegate-stream-stop", this::close);
            }
            wasInterrupted |= Thread.interrupted();
            long now = System.nanoTime();
            boolean isTooLong = wasInterrupted || now - start > patience.clean().toNanos();
            if (isTooLong && now - lastInterrupt > BETWEEN_INTERRUPTS.toNanos()) {
                interrupt();
                lastInterrupt = now;
            }
            if (now - start > patience.clean().plus(patience.interrupted()).toNanos()) {
                LOG.warn("stage=source the change stream has not ended and is left; nothing more of it is published");
                break;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasEndedWhileStopping() {
        try {
            return hasEnded();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void interrupt() {
        running.interrupt();
        if (closing != null) {
            closing.interrupt();
        }
    }

    private void close() {
        try {
            engine.close();
        } catch (IllegalStateException e) {
            LOG.debug("the engine is ending by itself", e);
        } catch (IOException e) {
            LOG.warn("stage=source the change stream could not be closed: {}", e.getMessage());
        }
    }

    /** The polling task asks after each poll whether offsets are to be committed, and nobody asks before it. */
    private boolean polled() {
        isPolling = true;
        return true;
    }

    private void complete(boolean success, String message, Throwable error) {
        if (success) {
            end.complete(null);
        } else {
            end.completeExceptionally(error == null ? new IllegalStateException(message) : error);
        }
    }

    private static Thread thread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
