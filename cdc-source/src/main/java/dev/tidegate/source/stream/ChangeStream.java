package dev.tidegate.source.stream;

import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateRecords;
import dev.tidegate.events.source.StreamPosition;
import dev.tidegate.source.position.ClusterTime;
import dev.tidegate.source.publish.Publisher;
import dev.tidegate.source.publish.RawRecords;
import dev.tidegate.source.reread.Reread;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bson.BsonTimestamp;

/** The live part: Debezium's engine from the committed position on, or from the snapshot's start. */
public final class ChangeStream {
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
     * @param reread carried out between the stream's batches
     * @param resnapshots likewise
     */
    public void run(
            SourceState state,
            Reread reread,
            BetweenBatches resnapshots,
            Consumer<StreamPosition> onCommit,
            BooleanSupplier isStopped) {
        SourcePosition start = state.start().orElseThrow().position();
        BatchPublisher batches = new BatchPublisher(
                publisher, records, notes, StreamStart.of(state), resnapshots::isSuperseded, onCommit);
        String name = OpenStreams.open(new OpenStreams.Offsets(state.offsets(), initialOffset(start), batches));
        try {
            StreamEngine engine = StreamEngine.start(properties.with(name, overrides), batches);
            run(engine, new Interludes(batches, reread, resnapshots), isStopped);
        } finally {
            OpenStreams.close(name);
        }
    }

    /** Debezium's own form of "from this operation time on, it included". */
    static String initialOffset(SourcePosition position) {
        BsonTimestamp time = ClusterTime.of(position);
        return "{\"sec\":" + time.getTime() + ",\"ord\":" + time.getInc() + "}";
    }

    private static void run(StreamEngine engine, Interludes interludes, BooleanSupplier isStopped) {
        try {
            while (!engine.hasEnded() && !isStopped.getAsBoolean() && !interludes.haveFailed()) {
                if (engine.isPolling()) {
                    interludes.carryOut(isStopped);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the change stream was running", e);
        } finally {
            engine.stop();
        }
        interludes.throwFailure();
        // What an engine says that was asked to stop is no failure: its open batch has been rolled back.
        if (!isStopped.getAsBoolean()) {
            throw new StreamEndedException(engine.failure());
        }
    }
}
