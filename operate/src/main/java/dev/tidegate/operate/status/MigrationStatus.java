package dev.tidegate.operate.status;

import dev.tidegate.mapping.declaration.TableKind;
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
        Optional<Verification> verification,
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
     * What 'tidegate verify' has found.
     *
     * @param verifiedThrough all changes up to then agree or are listed; empty until its first full pass is done
     * @param at when it said so last: it may have been stopped since
     */
    public record Verification(
            Optional<Instant> verifiedThrough, long openMismatches, long rechecksPending, Instant at) {}

    /**
     * @param lagEvents changes or records that wait before this stage; empty when that cannot be known
     * @param lagSeconds age of the oldest change that waits before it, 0 when none does; empty when that cannot be known
     */
    public record StageStatus(String name, String state, Optional<Long> lagEvents, Optional<Double> lagSeconds) {}

    /** @param read documents that have reached Kafka in the snapshot @param total estimated by MongoDB */
    public record CollectionStatus(String collection, String table, long read, long total, double percent) {}

    /**
     * @param documents how many the table's collection has now, or had when the snapshot began where MongoDB does not
     *     say; empty for junctions and children
     * @param estimated the row count is the planner's estimate: the table is too large to be counted each time
     * @param excluded documents that {@code where} leaves out, counted a little earlier; empty where there is no
     *     {@code where}, or where counting them takes too long
     * @param done the snapshot of it is in; from then on live changes
     */
    public record TableStatus(
            String table,
            TableKind kind,
            Optional<String> collection,
            Optional<Long> documents,
            long rows,
            boolean estimated,
            long deadLetters,
            Optional<Long> excluded,
            double percent,
            boolean done) {
        /** Documents that are rows, dead letters or excluded; 0 for junctions and children. */
        public long carried() {
            return Math.min(rows + deadLetters + excluded.orElse(0L), documents.orElse(0L));
        }
    }

    public record DeadLetters(long total, long stale, Map<String, Long> byReason, Map<String, Long> byCollection) {}

    /** Documents to carry in all: those of MongoDB now, or without a target those that the snapshot is to read. */
    public long documents() {
        return tables.isEmpty()
                ? collections.stream().mapToLong(CollectionStatus::total).sum()
                : tables.stream()
                        .mapToLong(table -> table.documents().orElse(0L))
                        .sum();
    }

    /** Those of them that {@code where} leaves out, as far as they are counted. */
    public long excluded() {
        return tables.stream().mapToLong(table -> table.excluded().orElse(0L)).sum();
    }

    /** Those of them that have arrived, as rows or dead letters, or are excluded; or without a target in Kafka. */
    public long carried() {
        return tables.isEmpty()
                ? collections.stream().mapToLong(CollectionStatus::read).sum()
                : tables.stream().mapToLong(TableStatus::carried).sum();
    }

    public long rows() {
        return tables.stream().mapToLong(TableStatus::rows).sum();
    }

    public double percent() {
        return percent(carried(), documents(), drained);
    }

    /** Nothing to carry is all of it only once that is certain. */
    static double percent(long part, long whole, boolean done) {
        if (done) {
            return 100;
        }
        return whole == 0 ? 0 : Math.min(100.0, 100.0 * part / whole);
    }
}
