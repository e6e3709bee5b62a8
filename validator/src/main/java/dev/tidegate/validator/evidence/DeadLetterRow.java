package dev.tidegate.validator.evidence;

import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.validator.target.TargetTable;
import java.util.Set;

/** What counts of a row of {@code tidegate.dead_letter}. */
public record DeadLetterRow(String documentId, String reason, String sqlState, boolean stale) {
    public static final TargetTable TABLE = TargetTable.of(TidegateTables.DEAD_LETTER);
    private static final Set<String> CONVERSION = Set.of("wrong-type", "not-exact", "out-of-range");

    public static DeadLetterRow of(Object[] row) {
        return new DeadLetterRow(
                (String) row[TABLE.indexOf("document_id")],
                (String) row[TABLE.indexOf("reason")],
                (String) row[TABLE.indexOf("sqlstate")],
                Boolean.TRUE.equals(row[TABLE.indexOf("stale")]));
    }

    /** PostgreSQL itself refused the data: nothing that can be told from the document. */
    public boolean isRefusal() {
        return reason.equals("refused-by-target")
                && sqlState != null
                && (sqlState.startsWith("22") || sqlState.startsWith("23"));
    }

    /** The three ways in which a value does not convert count as one: where they meet is a matter of wording. */
    public boolean says(String otherReason) {
        return reason.equals(otherReason) || CONVERSION.contains(reason) && CONVERSION.contains(otherReason);
    }
}
