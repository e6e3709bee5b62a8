package dev.tidegate.validator.difference;

import java.util.Optional;

/**
 * Something that is not the same at both ends. Holds ids, names and kinds of values, never values.
 *
 * @param table in PostgreSQL; Tidegate's own with their schema
 * @param id as {@code tidegate.dead_letter} shows a document's; of an edge both, left first; the row's own where no
 *     document can be resolved from it
 * @param field of the document, dotted; empty where the difference is not about one
 * @param document what the document holds, as BSON names it ({@code int32}, {@code array of 3}), or {@code absent}
 * @param row what the row holds, as PostgreSQL names it ({@code integer}, {@code NULL}), or {@code no row}
 */
public record Difference(
        Subject subject,
        String table,
        String id,
        Optional<String> column,
        Optional<String> field,
        DifferenceKind kind,
        String document,
        String row,
        String detail) {

    /** This one, undecided: it may not stay. */
    public Difference undecided() {
        String more = detail + "; undecided: the pipeline had not passed it, or it kept changing";
        return new Difference(subject, table, id, column, field, kind, document, row, more);
    }

    /** The same of another table. */
    public Difference in(String other) {
        return new Difference(subject, other, id, column, field, kind, document, row, detail);
    }

    public Difference as(DifferenceKind other) {
        return new Difference(subject, table, id, column, field, other, document, row, detail);
    }

    public Difference because(String reason) {
        return new Difference(subject, table, id, column, field, kind, document, row, reason);
    }

    /** A difference that is not about one column. */
    public static Difference of(
            Subject subject, String table, DifferenceKind kind, String document, String row, String detail) {
        return new Difference(
                subject, table, subject.display(), Optional.empty(), Optional.empty(), kind, document, row, detail);
    }
}
