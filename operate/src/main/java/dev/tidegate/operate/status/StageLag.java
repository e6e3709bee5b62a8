package dev.tidegate.operate.status;

import dev.tidegate.operate.pipeline.Hop;
import dev.tidegate.operate.pipeline.Hop.Backlog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * The changes or records that wait before one stage.
 *
 * @param events how many changes or records; empty: unknown
 * @param seconds age of the oldest; empty: unknown, or to be read from {@code waiting}
 * @param waiting the partitions that hold them
 */
record StageLag(Optional<Long> events, Optional<Double> seconds, Map<TopicPartition, Backlog> waiting) {
    static final StageLag UNKNOWN = new StageLag(Optional.empty(), Optional.empty(), Map.of());
    static final StageLag DRAINED = new StageLag(Optional.of(0L), Optional.of(0.0), Map.of());

    /** That of the first hop at which anything waits, or at which that is unknown. */
    static StageLag of(List<Hop> hops) {
        StageLag lag = DRAINED;
        for (Hop hop : hops) {
            if (lag.isDrained()) {
                lag = hop.waiting().map(StageLag::of).orElse(UNKNOWN);
            }
        }
        return lag;
    }

    private static StageLag of(Map<TopicPartition, Backlog> waiting) {
        long records = waiting.values().stream().mapToLong(Backlog::records).sum();
        return new StageLag(Optional.of(records), Optional.empty(), Map.copyOf(waiting));
    }

    static StageLag ofEvents(OptionalLong events, double seconds) {
        Optional<Long> known = events.isPresent() ? Optional.of(events.getAsLong()) : Optional.empty();
        return new StageLag(known, Optional.of(seconds), Map.of());
    }

    boolean isDrained() {
        return events.equals(Optional.of(0L));
    }

    boolean isUnknown() {
        return events.isEmpty() && seconds.isEmpty();
    }
}
