package dev.tidegate.transform.progress;

import java.util.List;
import java.util.Map;

/**
 * What this process has done since it started. After a failure some records are processed, and counted, twice.
 *
 * @param changesByCollection raw records read, deletes included
 * @param rowsByTable records sent to table topics, deletes included
 * @param deadLettersByReason versions of documents that gave no rows, by reason code
 * @param excludedByCollection versions of documents that {@code where} does not take
 * @param conversions values that were not carried as they are
 */
public record TransformProgress(
        Map<String, Long> changesByCollection,
        Map<String, Long> rowsByTable,
        Map<String, Long> deadLettersByReason,
        Map<String, Long> excludedByCollection,
        List<ConversionCount> conversions) {

    /** @param exampleIds display ids of the first few documents */
    public record ConversionCount(
            String collection, String field, String conversion, long count, List<String> exampleIds) {}

    public TransformProgress {
        changesByCollection = Map.copyOf(changesByCollection);
        rowsByTable = Map.copyOf(rowsByTable);
        deadLettersByReason = Map.copyOf(deadLettersByReason);
        excludedByCollection = Map.copyOf(excludedByCollection);
        conversions = List.copyOf(conversions);
    }

    public long changes() {
        return sum(changesByCollection);
    }

    public long rows() {
        return sum(rowsByTable);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
