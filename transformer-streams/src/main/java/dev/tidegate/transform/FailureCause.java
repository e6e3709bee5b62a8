package dev.tidegate.transform;

import dev.tidegate.transform.topology.UnreadableRecordException;

/** What to throw for an exception that ended a stream thread: our own, where Kafka Streams has wrapped it. */
final class FailureCause {
    private FailureCause() {}

    static RuntimeException of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableRecordException unreadable) {
                return unreadable;
            }
        }
        return thrown instanceof RuntimeException exception ? exception : new IllegalStateException(thrown);
    }
}
