package dev.tidegate.transform.topology;

/**
 * A raw record that cannot be read, or a fault in the transformer that it brings out. The stage stops at it: passing it
 * by would lose a document.
 */
public final class UnreadableRecordException extends RuntimeException {
    UnreadableRecordException(String topic, int partition, long offset, RuntimeException cause) {
        super(
                "cannot transform the record at offset " + offset + " of " + topic + "-" + partition + " ("
                        + cause.getClass().getSimpleName() + "): read it with a Kafka client, have the source publish"
                        + " the document again, or report the fault",
                cause);
    }
}
