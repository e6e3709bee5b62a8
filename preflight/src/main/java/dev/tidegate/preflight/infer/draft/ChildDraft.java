package dev.tidegate.preflight.infer.draft;

import java.util.List;
import java.util.Optional;

/**
 * A list of sub-documents, or of single values, that becomes a table.
 *
 * @param elementKey the field that tells the elements of one list apart; empty: their ordinal does
 * @param keyColumn takes the ordinal, or the element's key
 * @param scalar the column of elements that are single values
 */
public record ChildDraft(
        String table,
        String from,
        String parent,
        Optional<String> elementKey,
        String keyColumn,
        Optional<String> scalar,
        List<ColumnDraft> columns,
        List<IndexDraft> indexes,
        String evidence,
        List<String> notes) {
    public ChildDraft {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        notes = List.copyOf(notes);
    }

    public ChildDraft named(String other) {
        return new ChildDraft(other, from, parent, elementKey, keyColumn, scalar, columns, indexes, evidence, notes);
    }

    ChildDraft indexed(List<IndexDraft> otherIndexes) {
        return new ChildDraft(
                table, from, parent, elementKey, keyColumn, scalar, columns, otherIndexes, evidence, notes);
    }

    ChildDraft with(List<ColumnDraft> otherColumns) {
        return new ChildDraft(
                table, from, parent, elementKey, keyColumn, scalar, otherColumns, indexes, evidence, notes);
    }
}
