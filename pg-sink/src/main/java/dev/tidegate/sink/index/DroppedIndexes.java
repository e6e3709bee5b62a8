package dev.tidegate.sink.index;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code tidegate.dropped_index}: indexes that had no room for a row. They are not built again. */
final class DroppedIndexes {
    private static final String SECONDARY = """
            SELECT i.relname, pg_get_indexdef(x.indexrelid)
            FROM pg_index x
            JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_class c ON c.oid = x.indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND NOT x.indisprimary
                AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid)
            ORDER BY i.relname""";

    /** A secondary index that is there, valid or not. */
    record Secondary(String name, String definition) {}

    private final Connection connection;

    DroppedIndexes(Connection connection) {
        this.connection = connection;
    }

    List<Secondary> secondaryIndexes(Table table) throws SQLException {
        List<Secondary> indexes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SECONDARY)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    indexes.add(new Secondary(row.getString(1), row.getString(2)));
                }
            }
        }
        return indexes;
    }

    void drop(Table table, Secondary index, String message) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP INDEX " + Sql.quote(table.schema()) + "." + Sql.quote(index.name()));
        }
        list(table, index.name(), index.definition(), message);
    }

    void list(Table table, String name, String definition, String message) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO tidegate.dropped_index (name, "table", definition, message) VALUES (?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET message = EXCLUDED.message, dropped_at = now()""")) {
            statement.setString(1, name);
            statement.setString(2, table.name());
            statement.setString(3, definition);
            statement.setString(4, message);
            statement.executeUpdate();
        }
    }

    Set<String> names() throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name FROM tidegate.dropped_index ORDER BY name")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }
}
