package dev.tidegate.validator.actual;

import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.validator.refusal.RefusedRow;
import dev.tidegate.validator.target.TargetTable;
import java.util.List;
import java.util.Set;

/**
 * What counts of a row of {@code tidegate.dead_letter}.
 *
 * @param refused the document's rows that PostgreSQL refused; a letter of another stage may hide some of an older version
 */
public record DeadLetterRow(
        String documentId, String reason, String sqlState, boolean stale, List<RefusedRow> refused) {
    public static final String REFUSED = Reason.REFUSED_BY_TARGET.code();
    public static final TargetTable TABLE = TargetTable.of(TidegateTables.DEAD_LETTER);
    private static final Set<String> CONVERSION =
            Set.of(Reason.WRONG_TYPE.code(), Reason.NOT_EXACT.code(), Reason.OUT_OF_RANGE.code());

    /** A letter of a document of which PostgreSQL refused nothing. */
    public DeadLetterRow(String documentId, String reason, String sqlState, boolean stale) {
        this(documentId, reason, sqlState, stale, List.of());
    }

    public static DeadLetterRow of(Object[] row) {
        return new DeadLetterRow(
                (String) row[TABLE.indexOf("document_id")],
                (String) row[TABLE.indexOf("reason")],
                (String) row[TABLE.indexOf("sqlstate")],
                Boolean.TRUE.equals(row[TABLE.indexOf("stale")]));
    }

    DeadLetterRow with(List<RefusedRow> rows) {
        return new DeadLetterRow(documentId, reason, sqlState, stale, List.copyOf(rows));
    }

    /** PostgreSQL itself refused rows: nothing that follows from the document. */
    public boolean isRefusal() {
        return reason.equals(REFUSED);
    }

    /** It has the SQLSTATE of one of its refused rows. */
    public boolean namesAReason() {
        return refused.stream().anyMatch(row -> row.refusal().sqlState().equals(sqlState));
    }

    /** Rows of an older version may be there: also without the document's own, where PostgreSQL refused that one. */
    public boolean leavesRows() {
        return stale || !refused.isEmpty();
    }

    /** Rows of one table that were refused and of which nothing is in it. */
    public long lacking(String table) {
        return refused.stream()
                .filter(row -> row.table().equals(table) && !row.deleted() && !row.stale())
                .count();
    }

    /** Rows of one table that were to be deleted and are there. */
    public long undeleted(String table) {
        return refused.stream()
                .filter(row -> row.table().equals(table) && row.deleted() && row.stale())
                .count();
    }

    /** The three ways in which a value does not convert count as one: where they meet is a matter of wording. */
    public boolean says(String otherReason) {
        return reason.equals(otherReason) || CONVERSION.contains(reason) && CONVERSION.contains(otherReason);
    }
}
