package dev.tidegate.validator.compare;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.DocumentTable.Owner;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.TableOwners;
import dev.tidegate.validator.actual.IdMap;
import dev.tidegate.validator.actual.TargetNames;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.difference.ValueKinds;
import dev.tidegate.validator.result.Tally;
import dev.tidegate.validator.source.SourceCollection;
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Rows that resolved to no document: are they still there, and has their document come? Safe for several threads. */
final class RowChecks {
    private final Map<String, RowTable> rowTables = new HashMap<>();
    private final ComparedCollections collections;

    /** @param nameColumn says whose a row is in Tidegate's own tables, by a key of {@code collections} */
    private record RowTable(
            TargetTable table,
            Optional<String> nameColumn,
            String idColumn,
            DifferenceKind kind,
            Map<String, List<CollectionMapping>> collections) {
        CollectionMapping collection(Object[] row) {
            List<CollectionMapping> sharing = collections.get(nameColumn
                    .map(name -> (String) row[table.indexOf(name)])
                    .orElse(table.table().name()));
            return sharing == null ? null : new TableOwners(sharing).of(rowId(row));
        }

        UUID rowId(Object[] row) {
            return (UUID) row[table.indexOf(idColumn)];
        }
    }

    RowChecks(Migration migration, ComparedCollections collections) {
        this.collections = collections;
        for (DocumentTable each : DocumentTable.of(migration)) {
            if (each.isByRowId()) {
                rowTables
                        .computeIfAbsent(each.name(), name -> rowTable(each))
                        .collections()
                        .computeIfAbsent(each.owner().map(Owner::name).orElse(each.name()), name -> new ArrayList<>())
                        .add(each.collection());
            }
        }
    }

    private static RowTable rowTable(DocumentTable declared) {
        Optional<String> nameColumn = declared.owner().map(Owner::column);
        List<String> columns = Stream.concat(nameColumn.stream(), Stream.of(declared.idColumn()))
                .toList();
        TargetTable ids = TargetTable.of(declared.table()).only(columns);
        return new RowTable(
                ids, nameColumn, declared.idColumn(), DifferenceKind.extra(declared.kind()), new HashMap<>());
    }

    /** A row that is named by anything but a row id stays what it was found to be. */
    Comparison check(Connection connection, Subject.Row subject) {
        RowTable rowTable = rowTables.get(subject.table());
        Optional<UUID> rowId = rowId(subject.id());
        if (rowTable == null || rowId.isEmpty()) {
            DifferenceKind kind = subject.table().equals(TargetNames.DEAD_LETTER)
                    ? DifferenceKind.DEAD_LETTER_EXTRA
                    : DifferenceKind.EXTRA_ROW;
            return checked(subject, rowTable == null ? kind : rowTable.kind(), 1);
        }
        Subject.Document document = documents(connection, List.of(subject)).get(subject);
        return checked(
                subject,
                rowTable.kind(),
                document != null && isThere(document)
                        ? 0
                        : rows(connection, rowTable, List.of(rowId.get())).size());
    }

    private boolean isThere(Subject.Document document) {
        SourceCollection source = collections.get(document.collection()).source();
        return !source.existing(List.of(document.id().value())).isEmpty();
    }

    private static List<Object[]> rows(Connection connection, RowTable rowTable, Collection<UUID> rowIds) {
        return rowTable.table()
                .among(rowTable.idColumn(), "uuid", rowIds.toArray())
                .all(connection);
    }

    /**
     * Of those that resolve to a document by now.
     *
     * @param rows all of one table, at least one
     */
    Map<Subject.Row, Subject.Document> documents(Connection connection, Collection<Subject.Row> rows) {
        var asked = new HashMap<UUID, Subject.Row>();
        rows.forEach(row -> rowId(row.id()).ifPresent(id -> asked.put(id, row)));
        RowTable rowTable = rowTables.get(rows.iterator().next().table());
        if (rowTable == null) {
            return Map.of();
        }
        var byCollection = new HashMap<CollectionMapping, Set<UUID>>();
        for (Object[] row : rows(connection, rowTable, asked.keySet())) {
            CollectionMapping collection = rowTable.collection(row);
            if (collection != null) {
                byCollection
                        .computeIfAbsent(collection, each -> new HashSet<>())
                        .add(rowTable.rowId(row));
            }
        }
        var documents = new HashMap<Subject.Row, Subject.Document>();
        byCollection.forEach((collection, rowIds) -> new IdMap(collection)
                .documentIds(connection, rowIds)
                .forEach((rowId, id) ->
                        documents.put(asked.get(rowId), Subject.Document.of(collection.collection(), id))));
        return documents;
    }

    private static Comparison checked(Subject.Row subject, DifferenceKind kind, int rows) {
        var differences = new ArrayList<Difference>();
        for (int row = 0; row < rows; row++) {
            differences.add(
                    Difference.of(subject, subject.table(), kind, ValueKinds.NO_DOCUMENT, "a row", "no such document"));
        }
        boolean isOwn = subject.table().startsWith(TidegateTables.SCHEMA + ".");
        Tally tally = isOwn ? Tally.NOTHING : Tally.of(subject.table(), 0, rows);
        return new Comparison(subject, false, rows > 0, rows, tally, differences, Optional.empty());
    }

    private static Optional<UUID> rowId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
