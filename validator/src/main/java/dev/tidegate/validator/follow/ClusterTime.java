package dev.tidegate.validator.follow;

import java.time.Instant;
import java.util.OptionalLong;
import org.bson.BsonTimestamp;

/** MongoDB's time as one number: seconds in the upper half, a counter in the lower, unsigned. */
final class ClusterTime {
    private ClusterTime() {}

    static boolean isBefore(long one, long other) {
        return Long.compareUnsigned(one, other) < 0;
    }

    static long earlier(long one, long other) {
        return isBefore(other, one) ? other : one;
    }

    static long later(long one, long other) {
        return isBefore(one, other) ? other : one;
    }

    static OptionalLong later(OptionalLong one, long other) {
        return OptionalLong.of(one.isPresent() ? later(one.getAsLong(), other) : other);
    }

    static Instant instant(long time) {
        return Instant.ofEpochSecond(time >>> Integer.SIZE);
    }

    static BsonTimestamp timestamp(long time) {
        return new BsonTimestamp(time);
    }
}
