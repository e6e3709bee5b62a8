package dev.tidegate.source.snapshot;

import dev.tidegate.events.source.RangeState;
import dev.tidegate.events.source.SourceStateRecords;
import dev.tidegate.source.publish.Publisher;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Documents and the notes of the ranges that they are from: one Kafka transaction. Many small ranges share one. Used by
 * one thread.
 */
final class Page {
    private static final long OLDEST_NANOS = Duration.ofSeconds(5).toNanos();

    private record RangeKey(String collection, int number) {}

    private final Publisher publisher;
    private final SourceStateRecords stateRecords;
    private final SnapshotSettings settings;
    private final Map<RangeKey, RangeState> notes = new LinkedHashMap<>();
    private boolean isOpen;
    private long openedAt;
    private int documents;
    private long bytes;

    Page(Publisher publisher, SourceStateRecords stateRecords, SnapshotSettings settings) {
        this.publisher = publisher;
        this.stateRecords = stateRecords;
        this.settings = settings;
    }

    void add(ProducerRecord<byte[], byte[]> document, int size) {
        open();
        publisher.send(document);
        documents++;
        bytes += size;
    }

    /** Where a range has got to with the documents added so far; the last note of a range counts. */
    void note(RangeState range) {
        open();
        notes.put(new RangeKey(range.collection(), range.number()), range);
    }

    boolean isFull() {
        return documents >= settings.pageDocuments()
                || bytes >= settings.pageBytes()
                || isOpen && System.nanoTime() - openedAt > OLDEST_NANOS;
    }

    /** @return the ranges as they now stand in the state topic */
    List<RangeState> commit() {
        if (!isOpen) {
            return List.of();
        }
        List<RangeState> committed = List.copyOf(notes.values());
        committed.forEach(range -> publisher.send(stateRecords.range(range)));
        publisher.commit();
        reset();
        return committed;
    }

    void abort() {
        if (isOpen) {
            publisher.abort();
            reset();
        }
    }

    private void open() {
        if (!isOpen) {
            publisher.begin();
            isOpen = true;
            openedAt = System.nanoTime();
        }
    }

    private void reset() {
        notes.clear();
        isOpen = false;
        documents = 0;
        bytes = 0;
    }
}
