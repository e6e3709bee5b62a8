package dev.tidegate.operate.pipeline;

import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourceState;
import java.util.Optional;
import org.bson.BsonTimestamp;

/** The hop before all others, from the source's server into the raw topics: the one rule of when it has passed a time. */
public final class SourceHop {
    private SourceHop() {}

    /** Looks into the server's log. */
    public interface Log {
        /** Whether nothing of the migration's collections is known to stand after a position and up to an end. */
        boolean hasNothingBetween(BsonTimestamp position, BsonTimestamp end);
    }

    /**
     * Whether every change of mapped collections up to {@code time} is in the raw topics. Writes to other collections move
     * the server's time, but the position only with the next heartbeat: when none of the mapped collections' is among them,
     * there is nothing to wait for. Whether the source has stopped is not asked here: what that means differs by purpose.
     */
    public static boolean hasPassed(SourceState source, BsonTimestamp time, Log log) {
        if (source.phase() != SourcePhase.STREAM) {
            return false;
        }
        BsonTimestamp position = position(source).orElseThrow();
        return position.compareTo(time) >= 0 || log.hasNothingBetween(position, time);
    }

    /** Before the first commit of the stream: where it begins. Empty until the snapshot is planned. */
    public static Optional<BsonTimestamp> position(SourceState source) {
        return source.committedClusterTime()
                .map(BsonTimestamp::new)
                .or(() -> source.start().map(start -> new BsonTimestamp(start.clusterTime())));
    }
}
