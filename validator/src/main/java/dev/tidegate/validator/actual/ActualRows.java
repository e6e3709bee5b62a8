package dev.tidegate.validator.actual;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that the target has of one document but edges, each row as {@code TargetTable} reads it. */
public record ActualRows(
        Optional<Object[]> row,
        Map<String, List<Object[]>> children,
        Optional<Object[]> unmapped,
        Optional<Object[]> idMap,
        Optional<DeadLetterRow> deadLetter) {

    public List<Object[]> children(String table) {
        return children.getOrDefault(table, List.of());
    }

    public boolean isEmpty() {
        return row.isEmpty()
                && unmapped.isEmpty()
                && idMap.isEmpty()
                && deadLetter.isEmpty()
                && children.values().stream().allMatch(List::isEmpty);
    }

    /** Two that are the same have the same. */
    public long fingerprint() {
        long hash = 31L * hash(row) + hash(unmapped);
        hash = 31 * hash + hash(idMap);
        hash = 31 * hash + deadLetter.hashCode();
        for (var child : children.entrySet()) {
            long rows = 0;
            for (Object[] row : child.getValue()) {
                rows += Arrays.deepHashCode(row);
            }
            hash = 31 * hash + child.getKey().hashCode() * 17L + rows;
        }
        return hash;
    }

    private static int hash(Optional<Object[]> row) {
        return row.map(Arrays::deepHashCode).orElse(0);
    }
}
