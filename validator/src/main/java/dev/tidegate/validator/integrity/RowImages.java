package dev.tidegate.validator.integrity;

import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rows of one table as JSON objects of texts, each value as PostgreSQL prints it: whatever the columns' types, the row
 * can be recreated exactly. All columns that the table has, in the file or not, but generated ones.
 */
public final class RowImages {
    private static final String COLUMNS = """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod)
            FROM pg_attribute a
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            ORDER BY a.attnum""";

    private final Connection connection;
    private final Table table;
    private final Map<String, String> types = new LinkedHashMap<>();

    public RowImages(Connection connection, Table table) throws SQLException {
        this.connection = connection;
        this.table = table;
        try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
            select.setString(1, quote(table));
            try (ResultSet column = select.executeQuery()) {
                while (column.next()) {
                    types.put(column.getString(1), column.getString(2));
                }
            }
        }
    }

    public Table table() {
        return table;
    }

    /** The image of the row with this alias, as an expression. */
    String expression(String alias) {
        String texts = types.keySet().stream()
                .map(column -> alias + "." + quote(column) + "::text AS " + quote(column))
                .collect(Collectors.joining(", "));
        return "(SELECT to_jsonb(image) FROM (SELECT " + texts + ") AS image)";
    }

    /**
     * The row as it is now, kept from others until the transaction ends; empty when there is none.
     *
     * @param condition more that must hold of the row, with {@code r} as its alias; its parameters are texts
     */
    public Optional<String> lock(List<String> key, String condition, Object... arguments) throws SQLException {
        String texts = types.keySet().stream()
                .map(column -> "r." + quote(column) + "::text AS " + quote(column))
                .collect(Collectors.joining(", "));
        String sql = "SELECT to_jsonb(image)::text FROM (SELECT " + texts + " FROM " + quote(table) + " r WHERE "
                + hasKey() + " AND (" + condition + ") FOR UPDATE) AS image";
        List<Object> all = new ArrayList<>(key);
        all.addAll(List.of(arguments));
        try (PreparedStatement select = prepare(sql, all);
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    public Optional<String> lock(List<String> key) throws SQLException {
        return lock(key, "true");
    }

    /** @return false when there is a row with this key */
    public boolean insert(String image) throws SQLException {
        String columns = types.keySet().stream().map(Sql::quote).collect(Collectors.joining(", "));
        String values = types.entrySet().stream()
                .map(column -> "(i.image ->> " + Sql.literal(column.getKey()) + ")::" + column.getValue())
                .collect(Collectors.joining(", "));
        String sql = "INSERT INTO " + quote(table) + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT " + values
                + " FROM (SELECT ?::jsonb AS image) AS i ON CONFLICT (" + quote(table.uniqueColumns()) + ") DO NOTHING";
        return update(sql, List.of(image)) == 1;
    }

    public void delete(List<String> key) throws SQLException {
        update("DELETE FROM " + quote(table) + " r WHERE " + hasKey(), new ArrayList<>(key));
    }

    public void setNull(List<String> key, String column) throws SQLException {
        update(
                "UPDATE " + quote(table) + " r SET " + quote(column) + " = NULL WHERE " + hasKey(),
                new ArrayList<>(key));
    }

    /** Gives a column the value that it has in an image. */
    public void set(List<String> key, String column, String image) throws SQLException {
        List<Object> arguments = new ArrayList<>(List.of(image));
        arguments.addAll(key);
        update(
                "UPDATE " + quote(table) + " r SET " + quote(column) + " = (?::jsonb ->> " + Sql.literal(column) + ")::"
                        + types.get(column) + " WHERE " + hasKey(),
                arguments);
    }

    private String hasKey() {
        return table.primaryKey().stream()
                .map(column -> "r." + quote(column) + " = ?::" + TargetRead.type(table, column))
                .collect(Collectors.joining(" AND "));
    }

    private int update(String sql, List<Object> arguments) throws SQLException {
        try (PreparedStatement update = prepare(sql, arguments)) {
            return update.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, List<Object> arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int index = 0; index < arguments.size(); index++) {
            statement.setObject(index + 1, arguments.get(index));
        }
        return statement;
    }
}
