package dev.tidegate.cli.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a migration is, as every process can see it: from MongoDB, Kafka and PostgreSQL, never from a stage's memory.
 *
 * @param drained by the design's definition: every change of mapped collections that MongoDB had at {@code at} is in
 *     PostgreSQL
 */
public record MigrationStatus(
        String migration,
        Instant at,
        Phase phase,
        boolean drained,
        List<StageStatus> stages,
        List<CollectionStatus> collections,
        List<TableStatus> tables,
        DeadLetters deadLetters,
        List<String> warnings) {

    public enum Phase {
        /** No stage has written anything yet. */
        NOT_STARTED,
        SNAPSHOT,
        LIVE,
        /** The source stopped for a reason that a person must settle. */
        BLOCKED
    }

    /**
     * @param lagEvents changes or records that wait before this stage; empty when that cannot be known
     * @param lagSeconds age of the oldest change that waits before it, 0 when none does; empty when that cannot be known
     */
    public record StageStatus(String name, String state, Optional<Long> lagEvents, Optional<Double> lagSeconds) {}

    /** @param read documents that have reached Kafka in the snapshot @param total estimated by MongoDB */
    public record CollectionStatus(String collection, String table, long read, long total, double percent) {}

    /** @param estimated the row count is the planner's estimate: the table is too large to be counted each time */
    public record TableStatus(
            String table,
            Kind kind,
            Optional<String> collection,
            long rows,
            boolean estimated,
            long deadLetters,
            double percent) {
        public enum Kind {
            ENTITY,
            JUNCTION,
            CHILD
        }
    }

    public record DeadLetters(long total, long stale, Map<String, Long> byReason, Map<String, Long> byCollection) {}

    public double percent() {
        long total = collections.stream().mapToLong(CollectionStatus::total).sum();
        long read = collections.stream().mapToLong(CollectionStatus::read).sum();
        return total == 0 ? 100.0 : 100.0 * Math.min(read, total) / total;
    }
}
