package dev.tidegate.source.position;

import dev.tidegate.events.source.SourcePosition;
import java.time.Instant;
import org.bson.BsonTimestamp;

/**
 * MongoDB's positions: the time of an entry of its oplog, seconds since the epoch in the upper 32 bits and a counter in the
 * lower.
 */
public final class ClusterTime {
    private ClusterTime() {}

    public static SourcePosition position(long clusterTime) {
        return new SourcePosition(clusterTime, Instant.ofEpochSecond(clusterTime >>> Integer.SIZE));
    }

    public static SourcePosition position(BsonTimestamp clusterTime) {
        return position(clusterTime.getValue());
    }

    public static BsonTimestamp of(SourcePosition position) {
        return new BsonTimestamp(position.value());
    }
}
