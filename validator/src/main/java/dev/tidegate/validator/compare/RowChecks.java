package dev.tidegate.validator.compare;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Difference.Kind;
import dev.tidegate.validator.difference.Kinds;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.evidence.IdMap;
import dev.tidegate.validator.evidence.TargetNames;
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

/** Rows that no document could be told of: are they still there, and has their document come? Safe for several threads. */
final class RowChecks {
    private final Map<String, Place> places = new HashMap<>();
    private final ComparedCollections collections;

    /** @param nameColumn says whose a row is in Tidegate's own tables, by a key of {@code collections} */
    private record Place(
            TargetTable table,
            Optional<String> nameColumn,
            String idColumn,
            Kind kind,
            Map<String, CollectionMapping> collections) {
        CollectionMapping collection(Object[] row) {
            return collections.get(nameColumn
                    .map(name -> (String) row[table.indexOf(name)])
                    .orElse(table.table().name()));
        }

        UUID rowId(Object[] row) {
            return (UUID) row[table.indexOf(idColumn)];
        }
    }

    RowChecks(Migration migration, ComparedCollections collections) {
        this.collections = collections;
        var byTable = new HashMap<String, CollectionMapping>();
        var byName = new HashMap<String, CollectionMapping>();
        for (CollectionMapping collection : migration.collections()) {
            byTable.put(collection.table(), collection);
            byName.put(collection.collection(), collection);
            put(collection, migration.table(collection.table()), collection.idColumn(), Kind.EXTRA_ROW);
            for (ChildTable child : collection.children()) {
                put(collection, migration.table(child.table()), child.parentColumn(), Kind.EXTRA_CHILD);
            }
        }
        places.put(TargetNames.UNMAPPED, own(TidegateTables.UNMAPPED, "table", Kind.EXTRA_UNMAPPED, byTable));
        places.put(TargetNames.ID_MAP, own(TidegateTables.ID_MAP, "collection", Kind.EXTRA_ID_MAP, byName));
    }

    private void put(CollectionMapping collection, Table table, String idColumn, Kind kind) {
        TargetTable ids = TargetTable.of(table).only(List.of(idColumn));
        places.put(table.name(), new Place(ids, Optional.empty(), idColumn, kind, Map.of(table.name(), collection)));
    }

    private static Place own(Table table, String nameColumn, Kind kind, Map<String, CollectionMapping> collections) {
        TargetTable ids = TargetTable.of(table).only(List.of(nameColumn, "id"));
        return new Place(ids, Optional.of(nameColumn), "id", kind, collections);
    }

    /** A row that is named by anything but a row id stays what it was found to be. */
    Checked check(Connection connection, Subject.Row subject) {
        Place place = places.get(subject.table());
        Optional<UUID> rowId = rowId(subject.id());
        if (place == null || rowId.isEmpty()) {
            Kind kind = subject.table().equals(TargetNames.DEAD_LETTER) ? Kind.DEAD_LETTER_EXTRA : Kind.EXTRA_ROW;
            return checked(subject, place == null ? kind : place.kind(), 1);
        }
        Subject.Document document = documents(connection, List.of(subject)).get(subject);
        return checked(
                subject,
                place.kind(),
                document != null && isThere(document)
                        ? 0
                        : rows(connection, place, List.of(rowId.get())).size());
    }

    private boolean isThere(Subject.Document document) {
        SourceCollection source = collections.get(document.collection()).source();
        return !source.existing(List.of(document.id().value())).isEmpty();
    }

    private static List<Object[]> rows(Connection connection, Place place, Collection<UUID> rowIds) {
        return place.table().among(place.idColumn(), "uuid", rowIds.toArray()).all(connection);
    }

    /**
     * Of those whose way back to a document has come since.
     *
     * @param rows all of one table, at least one
     */
    Map<Subject.Row, Subject.Document> documents(Connection connection, Collection<Subject.Row> rows) {
        var asked = new HashMap<UUID, Subject.Row>();
        rows.forEach(row -> rowId(row.id()).ifPresent(id -> asked.put(id, row)));
        Place place = places.get(rows.iterator().next().table());
        if (place == null) {
            return Map.of();
        }
        var byCollection = new HashMap<CollectionMapping, Set<UUID>>();
        for (Object[] row : rows(connection, place, asked.keySet())) {
            CollectionMapping collection = place.collection(row);
            if (collection != null) {
                byCollection
                        .computeIfAbsent(collection, each -> new HashSet<>())
                        .add(place.rowId(row));
            }
        }
        var documents = new HashMap<Subject.Row, Subject.Document>();
        byCollection.forEach((collection, rowIds) -> new IdMap(collection)
                .documentIds(connection, rowIds)
                .forEach((rowId, id) ->
                        documents.put(asked.get(rowId), Subject.Document.of(collection.collection(), id))));
        return documents;
    }

    private static Checked checked(Subject.Row subject, Kind kind, int rows) {
        var differences = new ArrayList<Difference>();
        for (int row = 0; row < rows; row++) {
            differences.add(
                    Difference.of(subject, subject.table(), kind, Kinds.NO_DOCUMENT, "a row", "no such document"));
        }
        boolean isOwn = subject.table().startsWith(TidegateTables.SCHEMA + ".");
        Tally tally = isOwn ? Tally.NOTHING : Tally.of(subject.table(), 0, rows);
        return new Checked(subject, false, rows > 0, rows, tally, differences, Optional.empty());
    }

    private static Optional<UUID> rowId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
