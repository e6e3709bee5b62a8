package dev.tidegate.events.source;

import java.time.Instant;
import java.util.Objects;

/**
 * A place in the order in which the source's server takes its writes. Opaque: what stands in {@code value} only the source
 * that made it knows. Everybody else compares positions of one server with each other, and shows them.
 *
 * @param value compared as unsigned
 * @param time of the write, by the server's clock and as exactly as the server notes it
 */
public record SourcePosition(long value, Instant time) implements Comparable<SourcePosition> {
    public SourcePosition {
        Objects.requireNonNull(time, "time");
    }

    /**
     * A position that was written down without its time, as positions of MongoDB may be: the upper 32 bits of their value
     * are seconds since the epoch.
     */
    public static SourcePosition withoutTime(long value) {
        return new SourcePosition(value, Instant.ofEpochSecond(value >>> Integer.SIZE));
    }

    public SourcePosition later(SourcePosition other) {
        return compareTo(other) < 0 ? other : this;
    }

    @Override
    public int compareTo(SourcePosition other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** For people. */
    @Override
    public String toString() {
        return time + " (" + Long.toHexString(value) + ")";
    }
}
