package dev.tidegate.transform.topology;

/**
 * A raw record that cannot be read, or a fault in the transformer that it brings out. The stage stops at it: passing it
 * by would lose a document.
 */
public final class UnreadableRecordException extends RuntimeException {
    /** @param what the document, where it is known */
    private UnreadableRecordException(String what, String topic, int partition, long offset, RuntimeException cause) {
        super(
                "cannot transform " + what + ", offset " + offset + " of " + topic + "-" + partition + " ("
                        + cause.getClass().getSimpleName() + "). Nothing is lost, and nothing behind it is passed on:"
                        + " report it with the stack (TIDEGATE_LOG_LEVEL=DEBUG), and start again with a version that can."
                        + " A migration of another name reads the document anew from MongoDB",
                withoutMessage(cause));
    }

    static UnreadableRecordException of(DocumentVersion version, RuntimeException cause) {
        return new UnreadableRecordException(
                "document " + version.documentId() + " of " + version.plan().collection(),
                version.topic(),
                version.partition(),
                version.offset(),
                cause);
    }

    /** A record of which not even the document's id can be read. */
    static UnreadableRecordException of(String topic, int partition, long offset, RuntimeException cause) {
        return new UnreadableRecordException("a record that names no document", topic, partition, offset, cause);
    }

    /** Parsers quote what they cannot read, and everybody who logs an exception logs its causes. */
    private static RuntimeException withoutMessage(RuntimeException cause) {
        RuntimeException bare = new IllegalStateException(
                cause.getClass().getName() + "; its message is left out, it may quote the document");
        bare.setStackTrace(cause.getStackTrace());
        return bare;
    }
}
