package dev.tidegate.validator.actual;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.identity.OwnRows;
import dev.tidegate.validator.identity.RowIds;
import dev.tidegate.validator.refusal.RefusedRows;
import dev.tidegate.validator.target.TargetRows;
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what the target has of some documents of one collection: one SELECT a table. */
public final class ActualRowsReader {
    private final CollectionMapping collection;
    private final RowIds ids;
    private final TargetTable entity;
    private final Map<ChildTable, TargetTable> children = new LinkedHashMap<>();
    private final TargetTable unmapped;
    private final Optional<TargetTable> idMap;
    private final TargetTable deadLetters;
    private final RefusedRows refusedRows;

    /** @param withValues false: of the entity's table the id alone is read, and nothing unmapped */
    public ActualRowsReader(CollectionMapping collection, Migration migration, boolean withValues) {
        this.collection = collection;
        this.ids = new RowIds(collection);
        Table table = migration.table(collection.table());
        TargetTable own = OwnRows.of(TargetTable.of(table), collection.idColumn(), collection, migration);
        this.entity = withValues ? own : own.only(List.of(collection.idColumn()));
        collection.children().forEach(child -> children.put(child, TargetTable.of(migration.table(child.table()))));
        TargetTable kept = OwnRows.of(
                TargetTable.of(TidegateTables.UNMAPPED).where("table", collection.table()),
                "id",
                collection,
                migration);
        this.unmapped = withValues ? kept : kept.only(List.of("id"));
        this.idMap = collection.ids() == IdKind.ANY
                ? Optional.of(TargetTable.of(TidegateTables.ID_MAP).where("collection", collection.collection()))
                : Optional.empty();
        this.deadLetters = DeadLetterRow.TABLE.where("collection", collection.collection());
        this.refusedRows = new RefusedRows(migration);
    }

    /** What was found of some documents, each by its id. */
    public final class ActualRowsByDocument {
        private final Map<Object, Object[]> rows;
        private final Map<String, Map<Object, List<Object[]>>> childRows = new HashMap<>();
        private final Map<Object, Object[]> kept;
        private final Map<Object, Object[]> mapped;
        private final Map<String, DeadLetterRow> letters;

        private ActualRowsByDocument(
                Connection connection,
                Collection<DocumentId> documents,
                Selection selection,
                OrphanRowListener orphanRow) {
            var wanted = new java.util.HashSet<Object>();
            documents.forEach(id -> wanted.add(ids.key(id.value())));
            var reading = new Reading(connection, selection, wanted, orphanRow);
            rows = reading.one(entity, collection.idColumn(), DifferenceKind.EXTRA_ROW);
            children.forEach((child, table) -> childRows.put(
                    child.table(), reading.many(table, child.parentColumn(), DifferenceKind.EXTRA_CHILD)));
            kept = reading.one(unmapped, "id", DifferenceKind.EXTRA_UNMAPPED);
            mapped = idMap.map(table -> reading.one(table, "id", DifferenceKind.EXTRA_ID_MAP))
                    .orElse(Map.of());
            letters = letters(connection, documents);
        }

        public ActualRows of(DocumentId id) {
            Object key = ids.key(id.value());
            Map<String, List<Object[]>> elements = childRows.isEmpty() ? Map.of() : new LinkedHashMap<>();
            childRows.forEach((table, found) -> elements.put(table, found.getOrDefault(key, List.of())));
            return new ActualRows(
                    Optional.ofNullable(rows.get(key)),
                    elements,
                    Optional.ofNullable(kept.get(key)),
                    Optional.ofNullable(mapped.get(key)),
                    Optional.ofNullable(letters.get(id.display())));
        }
    }

    /** @param orphanRow gets the rows of the selection that are none of the documents' */
    public ActualRowsByDocument read(
            Connection connection, Collection<DocumentId> documents, Selection selection, OrphanRowListener orphanRow) {
        return new ActualRowsByDocument(connection, documents, selection, orphanRow);
    }

    /** Of documents that cannot have rows: their dead letters by id as the table shows it. */
    public Map<String, DeadLetterRow> letters(Connection connection, Collection<DocumentId> documents) {
        Object[] shown = documents.stream().map(DocumentId::display).toArray();
        var letters = new HashMap<String, DeadLetterRow>();
        deadLetters.among("document_id", "text", shown).all(connection).forEach(row -> {
            DeadLetterRow letter = DeadLetterRow.of(row);
            letters.put(letter.documentId(), letter);
        });
        refusedRows
                .of(connection, collection.collection(), letters.keySet())
                .forEach((id, rows) -> letters.computeIfPresent(id, (same, letter) -> letter.with(rows)));
        return letters;
    }

    /** One pass over the tables for one selection. */
    private final class Reading {
        private final Connection connection;
        private final Selection selection;
        private final java.util.Set<Object> wanted;
        private final OrphanRowListener orphanRow;

        private Reading(
                Connection connection, Selection selection, java.util.Set<Object> wanted, OrphanRowListener orphanRow) {
            this.connection = connection;
            this.selection = selection;
            this.wanted = wanted;
            this.orphanRow = orphanRow;
        }

        private Map<Object, Object[]> one(TargetTable table, String column, DifferenceKind kind) {
            var found = new HashMap<Object, Object[]>();
            read(table, column, kind, found::put);
            return found;
        }

        private Map<Object, List<Object[]>> many(TargetTable table, String column, DifferenceKind kind) {
            var found = new HashMap<Object, List<Object[]>>();
            read(
                    table,
                    column,
                    kind,
                    (key, row) ->
                            found.computeIfAbsent(key, id -> new ArrayList<>(4)).add(row));
            return found;
        }

        /** Orphan rows are reported one by one, for they may be many. */
        private void read(
                TargetTable table,
                String column,
                DifferenceKind kind,
                java.util.function.BiConsumer<Object, Object[]> wantedRow) {
            int index = table.indexOf(column);
            try (TargetRows rows = selected(table, column).rows(connection)) {
                while (rows.hasNext()) {
                    Object[] row = rows.take();
                    UUID rowId = (UUID) row[index];
                    Object key = ids.key(rowId);
                    if (wanted.contains(key)) {
                        wantedRow.accept(key, row);
                    } else {
                        orphanRow.row(table.table().displayName(), rowId, kind);
                    }
                }
            }
        }

        private TargetTable selected(TargetTable table, String column) {
            return selection instanceof Selection.Interval interval
                    ? table.between(column, interval.after(), interval.upTo())
                    : table.among(
                            column,
                            "uuid",
                            ((Selection.Named) selection).rowIds().toArray());
        }
    }
}
