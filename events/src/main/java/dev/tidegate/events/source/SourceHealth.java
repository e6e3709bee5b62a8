package dev.tidegate.events.source;

import java.util.Objects;

/**
 * Whether the raw topics can still be made equal to the source.
 *
 * @param message what happened to which collection and what to do; empty when healthy
 * @param since milliseconds since the epoch
 */
public record SourceHealth(State state, String message, long since) {
    public static final SourceHealth OK = new SourceHealth(State.OK, "", 0);

    /** Every state but {@code OK} stops the source, is kept over restarts (where not said otherwise), blocks a cutover. */
    public enum State {
        OK,
        COLLECTION_DROPPED,
        COLLECTION_RENAMED,
        /** Dropped and made again under the same name: its UUID is another one. */
        COLLECTION_REPLACED,
        /** The position that the stream must resume from is no longer in the oplog. */
        OPLOG_LOST,
        /** This MongoDB is not the one that was read; reported anew at each start, as an address may be wrong. */
        SOURCE_REPLACED,
        /** MongoDB's history has no write where it was read up to: it was restored from a backup. */
        SOURCE_RESTORED,
        /** A topic of the migration was deleted, or deleted and made again. */
        TOPIC_REPLACED
    }

    public SourceHealth {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(message, "message");
    }

    public boolean isOk() {
        return state == State.OK;
    }
}
