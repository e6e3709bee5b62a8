package dev.tidegate.cutover.unique;

import java.util.List;

/**
 * Rows with one value of a unique index, which is not enforced while rows flow. The value itself is not reported.
 *
 * @param rows how many have it, at least two
 * @param clashing the first of them, the newest document first where ids show that
 */
public record UniqueClash(String table, String index, long rows, List<ClashingRow> clashing) {

    /**
     * @param key the row's primary key, each part as PostgreSQL prints it
     * @param document the document that it comes from: 24 hex digits, else canonical Extended JSON; empty when it
     *     resolves to none
     */
    public record ClashingRow(List<String> key, java.util.Optional<String> document) {
        public ClashingRow {
            key = List.copyOf(key);
        }
    }

    public UniqueClash {
        clashing = List.copyOf(clashing);
    }
}
