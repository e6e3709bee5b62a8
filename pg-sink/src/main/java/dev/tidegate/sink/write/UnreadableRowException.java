package dev.tidegate.sink.write;

/** A record is no row of the table that its topic is for. The sink stops: this is no matter of one document. */
public final class UnreadableRowException extends RuntimeException {
    UnreadableRowException(String problem) {
        super(problem);
    }

    UnreadableRowException(String topic, int partition, long offset, UnreadableRowException cause) {
        super(
                "the record at offset " + offset + " of " + topic + "-" + partition + " " + cause.getMessage()
                        + "; the topic must be written and read with one migration file",
                cause);
    }
}
