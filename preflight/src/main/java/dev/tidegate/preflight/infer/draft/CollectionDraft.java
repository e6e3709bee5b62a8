package dev.tidegate.preflight.infer.draft;

import java.util.List;
import java.util.Optional;

/**
 * A collection and its tables.
 *
 * @param idColumn empty where the file's default does
 * @param anyIds not all ids are ObjectIds
 * @param tag set where the default is another collection's too
 * @param notes lines for comments at its head
 */
public record CollectionDraft(
        String collection,
        String table,
        Optional<String> idColumn,
        boolean anyIds,
        Optional<Integer> tag,
        long documents,
        List<ColumnDraft> columns,
        List<ChildDraft> children,
        List<IndexDraft> indexes,
        List<String> notes) {
    public CollectionDraft {
        columns = List.copyOf(columns);
        children = List.copyOf(children);
        indexes = List.copyOf(indexes);
        notes = List.copyOf(notes);
    }
}
