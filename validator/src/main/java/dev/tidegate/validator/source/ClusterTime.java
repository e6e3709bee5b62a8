package dev.tidegate.validator.source;

import java.time.Instant;
import java.util.OptionalLong;
import org.bson.BsonTimestamp;

/** MongoDB's time as one number: seconds in the upper half, a counter in the lower, unsigned. */
public final class ClusterTime {
    private ClusterTime() {}

    public static boolean isBefore(long one, long other) {
        return Long.compareUnsigned(one, other) < 0;
    }

    public static long earlier(long one, long other) {
        return isBefore(other, one) ? other : one;
    }

    public static long later(long one, long other) {
        return isBefore(one, other) ? other : one;
    }

    public static OptionalLong later(OptionalLong one, long other) {
        return OptionalLong.of(one.isPresent() ? later(one.getAsLong(), other) : other);
    }

    public static Instant instant(long time) {
        return Instant.ofEpochSecond(time >>> Integer.SIZE);
    }

    public static BsonTimestamp timestamp(long time) {
        return new BsonTimestamp(time);
    }
}
