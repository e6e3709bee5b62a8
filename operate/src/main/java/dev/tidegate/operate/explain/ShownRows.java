package dev.tidegate.operate.explain;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.operate.explain.Explained.Cell;
import dev.tidegate.operate.explain.Explained.Edge;
import dev.tidegate.operate.explain.Explained.ReferenceFound;
import dev.tidegate.operate.explain.Explained.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Everything in PostgreSQL that is of one document. */
final class TargetRowsOf {
    private static final int LISTED = 50;

    private final Migration migration;
    private final Connection connection;
    private final boolean withValues;

    TargetRowsOf(Migration migration, Connection connection, boolean withValues) {
        this.migration = migration;
        this.connection = connection;
        this.withValues = withValues;
    }

    List<Rows> rows(CollectionMapping collection, DocumentId id, UUID rowId) throws SQLException {
        List<Rows> all = new ArrayList<>();
        String idColumn = collection.idColumn();
        all.add(select(migration.table(collection.table()), Sql.quote(idColumn) + " = ?", rowId));
        for (ChildTable child : collection.children()) {
            all.add(select(migration.table(child.table()), Sql.quote(child.parentColumn()) + " = ?", rowId));
        }
        all.add(select(TidegateTables.UNMAPPED, "\"table\" = ? AND id = ?", collection.table(), rowId));
        all.add(select(
                TidegateTables.DEAD_LETTER,
                "collection = ? AND document_id = ?",
                collection.collection(),
                id.display()));
        all.add(select(TidegateTables.ID_MAP, "id = ?", rowId));
        return all;
    }

    private Rows select(Table table, String where, Object... parameters) throws SQLException {
        String sql =
                "SELECT * FROM " + Sql.quote(table) + " WHERE " + where + " ORDER BY " + Sql.quote(table.primaryKey());
        List<Map<String, Cell>> rows = new ArrayList<>();
        long beyond = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    if (rows.size() < LISTED) {
                        rows.add(row(result));
                    } else {
                        beyond++;
                    }
                }
            }
        }
        boolean isOwn = table.schema().equals(TidegateTables.SCHEMA);
        return new Rows(isOwn ? table.schema() + "." + table.name() : table.name(), rows, beyond);
    }

    private Map<String, Cell> row(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        Map<String, Cell> row = new LinkedHashMap<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String value = result.getString(column);
            row.put(
                    columns.getColumnName(column),
                    new Cell(
                            value == null
                                    ? "NULL"
                                    : columns.getColumnTypeName(column).replace("\"", ""),
                            Optional.ofNullable(value).filter(each -> withValues)));
        }
        return row;
    }

    List<Edge> edges(CollectionMapping collection, UUID rowId) throws SQLException {
        List<Edge> edges = new ArrayList<>();
        for (Junction junction : migration.junctions()) {
            for (Junction.End end : List.of(junction.left(), junction.right())) {
                if (end.collection().equals(collection.collection())) {
                    edges.addAll(edges(junction, end, rowId));
                }
            }
        }
        return edges;
    }

    private List<Edge> edges(Junction junction, Junction.End end, UUID rowId) throws SQLException {
        String sql = "SELECT " + Sql.quote(junction.left().column()) + ", "
                + Sql.quote(junction.right().column()) + " FROM " + Sql.quote(migration.table(junction.table()))
                + " WHERE " + Sql.quote(end.column()) + " = ? LIMIT " + LISTED;
        List<Edge> edges = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, rowId);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    edges.add(new Edge(
                            junction.table(), result.getObject(1, UUID.class), result.getObject(2, UUID.class)));
                }
            }
        }
        return edges;
    }

    /** The reference columns of the document's row, and of its children's, that are not NULL. */
    List<ReferenceFound> references(CollectionMapping collection, UUID rowId) throws SQLException {
        List<ReferenceFound> found =
                new ArrayList<>(references(migration.table(collection.table()), collection.idColumn(), "", rowId));
        for (ChildTable child : collection.children()) {
            found.addAll(references(migration.table(child.table()), child.parentColumn(), child.table() + ".", rowId));
        }
        return found;
    }

    private List<ReferenceFound> references(Table table, String idColumn, String prefix, UUID rowId)
            throws SQLException {
        List<ReferenceFound> found = new ArrayList<>();
        for (ForeignKey key : table.foreignKeys()) {
            if (key.column().equals(idColumn)) {
                continue; // a child's parent is the document itself
            }
            String sql = "SELECT r." + Sql.quote(key.column()) + ", t." + Sql.quote(key.referencedColumn())
                    + " IS NOT NULL FROM " + Sql.quote(table) + " r LEFT JOIN "
                    + Sql.quote(migration.table(key.referencedTable())) + " t ON t."
                    + Sql.quote(key.referencedColumn()) + " = r." + Sql.quote(key.column()) + " WHERE r."
                    + Sql.quote(idColumn) + " = ? AND r." + Sql.quote(key.column()) + " IS NOT NULL LIMIT " + LISTED;
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setObject(1, rowId);
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        found.add(new ReferenceFound(
                                prefix + key.column(),
                                key.referencedTable(),
                                result.getObject(1, UUID.class),
                                result.getBoolean(2)));
                    }
                }
            }
        }
        return found;
    }
}
