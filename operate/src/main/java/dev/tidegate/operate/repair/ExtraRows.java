package dev.tidegate.operate.repair;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.validator.difference.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Rows that the pipeline cannot delete, as no document can be told of them: they are found and deleted in PostgreSQL.
 *
 * <p>Only the version that was found is deleted. One that was written since is left: somebody, or the sink, knows better.
 */
final class ExtraRows {
    private final Connection target;
    private final Migration migration;
    private final Map<String, Place> places = new HashMap<>();

    /** @param nameColumn of a table of Tidegate's own, with the table or collection that the row is of */
    private record Place(Table table, String idColumn, String idType, Optional<String> nameColumn) {}

    ExtraRows(Connection target, Migration migration) {
        this.target = target;
        this.migration = migration;
        for (CollectionMapping collection : migration.collections()) {
            put(migration.table(collection.table()), collection.idColumn());
            for (ChildTable child : collection.children()) {
                put(migration.table(child.table()), child.parentColumn());
            }
        }
        put(new Place(TidegateTables.UNMAPPED, "id", "uuid", Optional.of("table")));
        put(new Place(TidegateTables.ID_MAP, "id", "uuid", Optional.of("collection")));
        put(new Place(TidegateTables.DEAD_LETTER, "document_id", "text", Optional.of("collection")));
    }

    private void put(Table table, String idColumn) {
        places.put(table.name(), new Place(table, idColumn, "uuid", Optional.empty()));
    }

    private void put(Place own) {
        places.put(TidegateTables.SCHEMA + "." + own.table().name(), own);
    }

    /** The rows of a subject as they are now. */
    List<RowVersion> of(Subject subject) throws SQLException {
        if (subject instanceof Subject.Edge edge) {
            return of(edge);
        }
        return subject instanceof Subject.Row row ? of(row) : List.of();
    }

    private List<RowVersion> of(Subject.Row subject) throws SQLException {
        Place place = places.get(subject.table());
        if (place == null) {
            return List.of();
        }
        boolean isId = place.idType().equals("text") || uuid(subject.id()).isPresent();
        List<RowVersion> found = new ArrayList<>();
        if (isId) {
            found.addAll(find(place.table(), subject.id(), Map.of(place.idColumn(), subject.id()), place.idType()));
        }
        if (place.nameColumn().isPresent() && found.isEmpty()) {
            found.addAll(
                    find(place.table(), subject.id(), Map.of(place.nameColumn().get(), subject.id()), "text"));
        }
        return found;
    }

    private List<RowVersion> of(Subject.Edge edge) throws SQLException {
        Junction junction = migration.junctions().stream()
                .filter(each -> each.table().equals(edge.junction()))
                .findFirst()
                .orElseThrow();
        Map<String, String> key = Map.of(
                junction.left().column(), edge.left().toString(),
                junction.right().column(), edge.right().toString());
        return find(migration.table(junction.table()), edge.display(), key, "uuid");
    }

    /** @return whether this version was there still, and is gone now */
    boolean delete(RowVersion row) throws SQLException {
        String sql = "DELETE FROM " + Sql.quote(row.table()) + " WHERE ctid = ?::tid AND xmin = ?::xid";
        try (PreparedStatement statement = target.prepareStatement(sql)) {
            statement.setString(1, row.ctid());
            statement.setString(2, row.xmin());
            return statement.executeUpdate() == 1;
        }
    }

    private List<RowVersion> find(Table table, String id, Map<String, String> key, String type) throws SQLException {
        List<String> columns = List.copyOf(key.keySet());
        List<String> conditions = columns.stream()
                .map(column -> Sql.quote(column) + " = ?::" + type)
                .toList();
        String sql =
                "SELECT ctid::text, xmin::text FROM " + Sql.quote(table) + " WHERE " + String.join(" AND ", conditions);
        try (PreparedStatement statement = target.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                statement.setString(i + 1, key.get(columns.get(i)));
            }
            List<RowVersion> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new RowVersion(table, id, row.getString(1), row.getString(2)));
                }
            }
            return found;
        }
    }

    static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
