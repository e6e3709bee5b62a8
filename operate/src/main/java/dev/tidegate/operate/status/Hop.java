package dev.tidegate.operate.status;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * What waits before one stage.
 *
 * @param events how many changes or records; empty: unknown
 * @param seconds age of the oldest; empty: unknown, or to be looked for in {@code waiting}
 * @param waiting the partitions that hold them
 */
record Hop(Optional<Long> events, Optional<Double> seconds, Map<TopicPartition, Backlog> waiting) {
    static final Hop UNKNOWN = new Hop(Optional.empty(), Optional.empty(), Map.of());
    static final Hop DRAINED = new Hop(Optional.of(0L), Optional.of(0.0), Map.of());

    /** @param position the stage's next offset @param end the offset behind the last record */
    record Backlog(long position, long end) {
        long records() {
            return end - position;
        }
    }

    static Hop of(Map<TopicPartition, Backlog> waiting) {
        long records = waiting.values().stream().mapToLong(Backlog::records).sum();
        return new Hop(Optional.of(records), Optional.empty(), Map.copyOf(waiting));
    }

    static Hop ofEvents(OptionalLong events, double seconds) {
        Optional<Long> known = events.isPresent() ? Optional.of(events.getAsLong()) : Optional.empty();
        return new Hop(known, Optional.of(seconds), Map.of());
    }

    boolean isDrained() {
        return events.equals(Optional.of(0L));
    }

    boolean isUnknown() {
        return events.isEmpty() && seconds.isEmpty();
    }
}
