package dev.tidegate.transform.topology;

import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;

/**
 * One version of a document, or its delete, and where it stands.
 *
 * @param documentId display form
 * @param topic the raw record's, as partition and offset
 * @param timestamp of the change that makes the rows be sent, milliseconds since the epoch
 * @param headers the origin, for every row
 */
record DocumentVersion(
        CollectionPlan plan,
        String canonicalId,
        String documentId,
        UUID rowId,
        String topic,
        int partition,
        long offset,
        long timestamp,
        Headers headers) {

    /** Runs what calls nothing of Kafka (whose own exceptions must pass untouched), naming the record when it fails. */
    <T> T reading(Supplier<T> pure) {
        try {
            return pure.get();
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of(this, e);
        }
    }
}
