package dev.tidegate.operate.repair;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TableKind;
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
 * Rows that resolve to no document, so that the pipeline cannot delete them: they are found and deleted in PostgreSQL.
 *
 * <p>Only the version that was found is deleted. One that was written since is left: somebody, or the sink, knows better.
 */
final class ExtraRows {
    private final Connection target;
    private final Migration migration;
    private final Map<String, DocumentTable> tables = new HashMap<>();

    ExtraRows(Connection target, Migration migration) {
        this.target = target;
        this.migration = migration;
        for (DocumentTable each : DocumentTable.of(migration)) {
            if (each.kind() != TableKind.JUNCTION) {
                tables.put(each.name(), each);
            }
        }
    }

    /** The rows of a subject as they are now. */
    List<RowVersion> of(Subject subject) throws SQLException {
        if (subject instanceof Subject.Edge edge) {
            return of(edge);
        }
        return subject instanceof Subject.Row row ? of(row) : List.of();
    }

    private List<RowVersion> of(Subject.Row subject) throws SQLException {
        DocumentTable declared = tables.get(subject.table());
        if (declared == null) {
            return List.of();
        }
        Table table = declared.table();
        String idType = table.column(declared.idColumn()).type().sql();
        boolean isId = idType.equals("text") || uuid(subject.id()).isPresent();
        List<RowVersion> found = new ArrayList<>();
        if (isId) {
            found.addAll(find(table, subject.id(), Map.of(declared.idColumn(), subject.id()), idType));
        }
        if (declared.owner().isPresent() && found.isEmpty()) {
            String owner = declared.owner().get().column();
            found.addAll(find(table, subject.id(), Map.of(owner, subject.id()), "text"));
        }
        return found;
    }

    private List<RowVersion> of(Subject.Edge edge) throws SQLException {
        Junction junction = migration.junction(edge.junction());
        Map<String, String> key = Map.of(
                junction.left().column(), edge.left().toString(),
                junction.right().column(), edge.right().toString());
        return find(migration.table(junction.table()), edge.display(), key, "uuid");
    }

    /** @return true when this version was there still, and is gone now */
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
