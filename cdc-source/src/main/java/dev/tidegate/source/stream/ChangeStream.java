package dev.tidegate.source.stream;

import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateRecords;
import dev.tidegate.events.source.StreamPosition;
import dev.tidegate.source.publish.Publisher;
import dev.tidegate.source.publish.RawRecords;
import dev.tidegate.source.resend.Resend;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The live part: Debezium's engine from the committed position on, or from the snapshot's start. */
public final class ChangeStream {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeStream.class);
    private static final long LOOK_MILLIS = 50;

    private final StreamProperties properties;
    private final Map<String, String> overrides;
    private final Publisher publisher;
    private final RawRecords records;
    private final SourceStateRecords notes;

    public ChangeStream(
            StreamSource source,
            Map<String, String> overrides,
            Publisher publisher,
            RawRecords records,
            SourceStateRecords notes) {
        this.properties =
                new StreamProperties(source.migration(), source.mongodbUri(), source.database(), source.collections());
        this.overrides = Map.copyOf(overrides);
        this.publisher = publisher;
        this.records = records;
        this.notes = notes;
    }

    /**
     * Blocks until {@code isStopped} or the engine fails; throws its failure. What was committed stays, the rest comes
     * again when it is run again.
     *
     * @param resend carried out between the stream's batches
     */
    public void run(SourceState state, Resend resend, Consumer<StreamPosition> onCommit, BooleanSupplier isStopped) {
        long startTime = state.start().orElseThrow().clusterTime();
        BatchPublisher batches = new BatchPublisher(publisher, records, notes, StreamStart.of(state), onCommit);
        String name = OpenStreams.open(new OpenStreams.Offsets(state.offsets(), initialOffset(startTime), batches));
        try {
            run(properties.with(name, overrides), batches, new Interludes(batches, resend), isStopped);
        } finally {
            OpenStreams.close(name);
        }
    }

    /** Debezium's own form of "from this operation time on, it included". */
    static String initialOffset(long clusterTime) {
        return "{\"sec\":" + (int) (clusterTime >>> Integer.SIZE) + ",\"ord\":" + (int) clusterTime + "}";
    }

    private void run(Properties settings, BatchPublisher batches, Interludes interludes, BooleanSupplier isStopped) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        AtomicBoolean isPolling = new AtomicBoolean();
        DebeziumEngine<RecordChangeEvent<SourceRecord>> engine = DebeziumEngine.create(
                        ChangeEventFormat.of(Connect.class))
                .using(settings)
                .using(OffsetCommitPolicy.always())
                .using(notifying(isPolling))
                .using((success, message, error) -> complete(end, success, message, error))
                .notifying(batches)
                .build();
        Thread thread = new Thread(() -> engine.run(), "tidegate-stream");
        thread.setDaemon(true);
        thread.start();
        boolean isClosed = false;
        while (!hasEnded(end)) {
            // Until it polls the engine either refuses to be closed or takes it for a failure.
            boolean isEnding = isStopped.getAsBoolean() || interludes.haveFailed();
            if (isEnding && isPolling.get() && !isClosed) {
                isClosed = close(engine);
            } else if (!isEnding && isPolling.get()) {
                interludes.carryOut(isStopped);
            }
        }
        interludes.throwFailure();
        failure(end, isStopped.getAsBoolean());
    }

    private static DebeziumEngine.ConnectorCallback notifying(AtomicBoolean isPolling) {
        return new DebeziumEngine.ConnectorCallback() {
            @Override
            public void pollingStarted() {
                isPolling.set(true);
            }
        };
    }

    private static void complete(CompletableFuture<Void> end, boolean success, String message, Throwable error) {
        if (success) {
            end.complete(null);
        } else {
            end.completeExceptionally(error == null ? new IllegalStateException(message) : error);
        }
    }

    private static boolean hasEnded(CompletableFuture<Void> end) {
        try {
            end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the change stream was running", e);
        }
    }

    /** The engine may be failing at the same moment: then it refuses, and its end comes by itself. */
    private static boolean close(DebeziumEngine<?> engine) {
        try {
            engine.close();
            return true;
        } catch (IllegalStateException e) {
            LOG.debug("the engine cannot be closed yet", e);
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the engine could not be closed", e);
        }
    }

    /** What an engine says that was told to stop is no failure: its open batch has been rolled back. */
    private static void failure(CompletableFuture<Void> end, boolean wasStopped) {
        if (wasStopped) {
            return;
        }
        try {
            end.getNow(null);
            throw new StreamEndedException(null);
        } catch (java.util.concurrent.CompletionException e) {
            throw new StreamEndedException(e.getCause());
        }
    }
}
