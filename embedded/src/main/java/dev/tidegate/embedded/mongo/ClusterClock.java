package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import java.time.Clock;
import java.time.Instant;

/** MongoDB's logical time: seconds and a counter, never the same twice, never backwards. Guarded by the store's lock. */
final class ClusterClock {
    private final Clock clock;
    private BsonTimestamp last = new BsonTimestamp(0);

    ClusterClock(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    BsonTimestamp last() {
        return last;
    }

    /** The earliest time that a next change can have. */
    BsonTimestamp afterLast() {
        return new BsonTimestamp(last.getValue() + 1);
    }

    BsonTimestamp next() {
        long seconds = clock.instant().getEpochSecond();
        last = seconds > last.getTime() ? new BsonTimestamp(seconds << 32 | 1) : afterLast();
        return last;
    }

    /** What was read from the journal has passed. */
    void passed(BsonTimestamp time) {
        if (time.compareTo(last) > 0) {
            last = time;
        }
    }
}
