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
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonValue;

/** Looks whether a row that no document could be told of is still there. Safe for several threads. */
final class RowChecks {
    private final Map<String, Place> places = new HashMap<>();
    private final ComparedCollections collections;

    /** @param collection empty for Tidegate's own tables, whose rows may be any collection's */
    private record Place(TargetTable table, String idColumn, Kind kind, Optional<String> collection) {}

    RowChecks(Migration migration, ComparedCollections collections) {
        this.collections = collections;
        for (CollectionMapping collection : migration.collections()) {
            Optional<String> name = Optional.of(collection.collection());
            put(migration.table(collection.table()), collection.idColumn(), Kind.EXTRA_ROW, name);
            for (ChildTable child : collection.children()) {
                put(migration.table(child.table()), child.parentColumn(), Kind.EXTRA_CHILD, name);
            }
        }
        places.put(TargetNames.UNMAPPED, own(TidegateTables.UNMAPPED, Kind.EXTRA_UNMAPPED));
        places.put(TargetNames.ID_MAP, own(TidegateTables.ID_MAP, Kind.EXTRA_ID_MAP));
    }

    private void put(Table table, String idColumn, Kind kind, Optional<String> collection) {
        places.put(table.name(), new Place(TargetTable.of(table).only(List.of(idColumn)), idColumn, kind, collection));
    }

    private static Place own(Table table, Kind kind) {
        return new Place(TargetTable.of(table).only(List.of("id")), "id", kind, Optional.empty());
    }

    /** A row that is named by anything but a row id stays what it was found to be. */
    Checked check(Connection connection, Subject.Row subject) {
        Place place = places.get(subject.table());
        Optional<UUID> rowId = rowId(subject.id());
        if (place == null || rowId.isEmpty()) {
            Kind kind = subject.table().equals(TargetNames.DEAD_LETTER) ? Kind.DEAD_LETTER_EXTRA : Kind.EXTRA_ROW;
            return checked(subject, place == null ? kind : place.kind(), 1);
        }
        int rows = place.table()
                .among(place.idColumn(), "uuid", new Object[] {rowId.get()})
                .all(connection)
                .size();
        boolean hasDocument = place.collection()
                .map(name -> hasDocument(connection, collections.get(name), rowId.get()))
                .orElse(false);
        return checked(subject, place.kind(), hasDocument ? 0 : rows);
    }

    /** The way back may have come since. */
    private static boolean hasDocument(Connection connection, ComparedCollection collection, UUID rowId) {
        Map<UUID, BsonValue> ids = new IdMap(collection.declared()).documentIds(connection, List.of(rowId));
        return ids.containsKey(rowId)
                && !collection.source().existing(List.of(ids.get(rowId))).isEmpty();
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
