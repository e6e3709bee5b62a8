package dev.tidegate.source.stream;

import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceStateRecords;
import dev.tidegate.events.source.StreamPosition;
import dev.tidegate.source.publish.Publisher;
import dev.tidegate.source.publish.RawRecords;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Publishes each batch of the engine together with the engine's offsets as one Kafka transaction.
 *
 * <p>The engine calls {@link #handleBatch}; within it, marking the batch finished makes the engine flush its offsets,
 * which come here through {@link KafkaOffsets} and are committed at once. The engine swallows what fails in a flush, so
 * that whether it was committed is asked afterwards. It also flushes the offsets of a failed batch when it stops: a
 * flush outside a batch is refused. All within one thread of the engine.
 */
final class BatchPublisher implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {
    private final Publisher publisher;
    private final RawRecords records;
    private final SourceStateRecords notes;
    private final BiPredicate<String, SourcePosition> superseded;
    private final Consumer<StreamPosition> onCommit;
    private StreamPosition committed;
    private SourcePosition seen;
    private StreamPosition open;
    private RuntimeException flushFailure;

    BatchPublisher(
            Publisher publisher,
            RawRecords records,
            SourceStateRecords notes,
            StreamStart start,
            BiPredicate<String, SourcePosition> superseded,
            Consumer<StreamPosition> onCommit) {
        this.publisher = publisher;
        this.records = records;
        this.notes = notes;
        this.committed = start.position();
        this.seen = start.seen();
        this.superseded = superseded;
        this.onCommit = onCommit;
    }

    /** @throws BatchFailedException whatever went wrong; nothing of the batch is visible, and the engine ends */
    @Override
    public synchronized void handleBatch(
            List<RecordChangeEvent<SourceRecord>> batch,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        try {
            publish(batch, committer);
        } catch (RuntimeException e) {
            publisher.abort();
            throw new BatchFailedException(e);
        } catch (InterruptedException e) {
            publisher.abort();
            throw e;
        } finally {
            open = null;
        }
        onCommit.accept(committed);
    }

    private void publish(
            List<RecordChangeEvent<SourceRecord>> batch,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        StreamPosition before = committed;
        open = before;
        flushFailure = null;
        publisher.begin();
        for (RecordChangeEvent<SourceRecord> event : batch) {
            open = publish(event.record(), open);
            committer.markProcessed(event);
        }
        committer.markBatchFinished();
        if (flushFailure != null) {
            throw flushFailure;
        }
        if (committed == before) {
            throw new IllegalStateException("the engine did not flush the offsets of a batch of " + batch.size());
        }
    }

    /** @return the position after this record */
    private StreamPosition publish(SourceRecord record, StreamPosition before) {
        StreamedChange change = StreamedChange.of(record).orElse(null);
        seen = seen.later(ResumeToken.of(record.sourceOffset()).position());
        SourcePosition completeUpTo = before.completeUpTo().later(ResumeToken.completeUpTo(record.sourceOffset()));
        if (change == null || change.isLate() || isSuperseded(change)) {
            return new StreamPosition(completeUpTo, before.eventTime(), before.events());
        }
        publisher.send(
                change.isDelete()
                        ? records.delete(change.collection(), change.id(), change.position(), change.commitTime())
                        : records.change(
                                change.collection(),
                                change.id(),
                                change.document().orElseThrow(),
                                change.position(),
                                change.commitTime()));
        return new StreamPosition(completeUpTo, change.commitTime(), before.events() + 1);
    }

    private boolean isSuperseded(StreamedChange change) {
        return superseded.test(change.collection(), change.position().position());
    }

    /**
     * Publishes something else between two batches, as one transaction: while it is at work nothing of the stream is
     * published.
     *
     * @throws RuntimeException what it or the commit failed with; nothing of it is visible
     */
    synchronized void between(Interlude interlude) {
        try {
            publisher.begin();
            interlude.publish(publisher, seen);
            publisher.commit();
        } catch (RuntimeException e) {
            publisher.abort();
            throw e;
        }
    }

    interface Interlude {
        /** @param seen position of the latest change that is published already */
        void publish(Publisher publisher, SourcePosition seen);
    }

    /** Called by the engine's flush: the offsets join the batch, and the transaction is committed. */
    synchronized void commit(Map<String, String> offsets) {
        if (open == null) {
            throw new IllegalStateException("offsets are committed together with their batch only");
        }
        try {
            offsets.forEach((key, value) -> publisher.send(notes.offset(key, value)));
            publisher.send(notes.position(open));
            publisher.commit();
            committed = new StreamPosition(open.completeUpTo(), open.eventTime(), open.events());
        } catch (RuntimeException e) {
            flushFailure = e;
            throw e;
        }
    }
}
