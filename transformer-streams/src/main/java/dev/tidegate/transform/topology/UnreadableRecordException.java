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
                withoutMessage(cause));
    }

    /** Parsers quote what they cannot read, and everybody who logs an exception logs its causes. */
    private static RuntimeException withoutMessage(RuntimeException cause) {
        RuntimeException bare = new IllegalStateException(
                cause.getClass().getName() + "; its message is left out, it may quote the document");
        bare.setStackTrace(cause.getStackTrace());
        return bare;
    }
}
