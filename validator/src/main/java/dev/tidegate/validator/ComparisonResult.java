package dev.tidegate.validator;

import dev.tidegate.validator.Difference.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What a comparison found.
 *
 * @param collections by collection, in the file's order
 * @param tableRows rows by table: entities, children, junctions, Tidegate's own with their schema
 * @param differences the first ones found; {@code differencesByKind} counts all
 */
public record ComparisonResult(
        Map<String, Counts> collections,
        Map<String, Long> tableRows,
        List<Difference> differences,
        Map<Kind, Long> differencesByKind,
        Duration took) {

    /**
     * @param rows in the entity's table, stale ones included
     * @param deadLetters documents that have one, stale ones included
     * @param stale dead letters with an older version of the document still in the tables
     */
    public record Counts(long documents, long rows, long deadLetters, long stale) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        public boolean addUp() {
            return documents == rows - stale + deadLetters;
        }
    }

    public ComparisonResult {
        collections = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(collections));
        tableRows = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(tableRows));
        differences = List.copyOf(differences);
        differencesByKind = Map.copyOf(differencesByKind);
    }

    /** Documents are rows plus dead letters exactly, and every value is the same. */
    public boolean isEqual() {
        return totalDifferences() == 0;
    }

    public long totalDifferences() {
        return differencesByKind.values().stream().mapToLong(Long::longValue).sum();
    }

    public long documents() {
        return sum(Counts::documents);
    }

    public long rows() {
        return sum(Counts::rows);
    }

    public long deadLetters() {
        return sum(Counts::deadLetters);
    }

    public long stale() {
        return sum(Counts::stale);
    }

    public long documentsPerSecond() {
        return documents() * 1000 / Math.max(1, took.toMillis());
    }

    private long sum(ToLongFunction<Counts> count) {
        return collections.values().stream().mapToLong(count).sum();
    }
}
