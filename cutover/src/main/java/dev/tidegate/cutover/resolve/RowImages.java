package dev.tidegate.cutover.resolve;

import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.integrity.RowImage;
import dev.tidegate.validator.integrity.TargetRead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Changes rows of one table, each by its image: see {@link RowImage}. */
final class RowImages {
    private final Connection connection;
    private final RowImage image;
    private final Table table;

    RowImages(Connection connection, Table table) throws SQLException {
        this.connection = connection;
        this.image = RowImage.of(connection, table);
        this.table = table;
    }

    Table table() {
        return table;
    }

    /**
     * The row as it is now, kept from others until the transaction ends; empty when there is none.
     *
     * @param condition more that must hold of the row, with {@code r} as its alias; its parameters are texts
     */
    Optional<String> lock(List<String> key, String condition, Object... arguments) throws SQLException {
        String sql = "SELECT to_jsonb(image)::text FROM (SELECT " + image.texts("r") + " FROM " + quote(table)
                + " r WHERE " + hasKey() + " AND (" + condition + ") FOR UPDATE) AS image";
        List<Object> all = new ArrayList<>(key);
        all.addAll(List.of(arguments));
        try (PreparedStatement select = prepare(sql, all);
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    Optional<String> lock(List<String> key) throws SQLException {
        return lock(key, "true");
    }

    /** @return false when there is a row with this key */
    boolean insert(String row) throws SQLException {
        String columns = image.types().keySet().stream().map(Sql::quote).collect(Collectors.joining(", "));
        String values = image.types().entrySet().stream()
                .map(column -> "(i.image ->> " + Sql.literal(column.getKey()) + ")::" + column.getValue())
                .collect(Collectors.joining(", "));
        String sql = "INSERT INTO " + quote(table) + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT " + values
                + " FROM (SELECT ?::jsonb AS image) AS i ON CONFLICT (" + quote(table.uniqueColumns()) + ") DO NOTHING";
        return update(sql, List.of(row)) == 1;
    }

    void delete(List<String> key) throws SQLException {
        update("DELETE FROM " + quote(table) + " r WHERE " + hasKey(), new ArrayList<>(key));
    }

    void setNull(List<String> key, String column) throws SQLException {
        update(
                "UPDATE " + quote(table) + " r SET " + quote(column) + " = NULL WHERE " + hasKey(),
                new ArrayList<>(key));
    }

    /** Gives a column the value that it has in an image. */
    void set(List<String> key, String column, String row) throws SQLException {
        List<Object> arguments = new ArrayList<>(List.of(row));
        arguments.addAll(key);
        update(
                "UPDATE " + quote(table) + " r SET " + quote(column) + " = (?::jsonb ->> " + Sql.literal(column) + ")::"
                        + image.types().get(column) + " WHERE " + hasKey(),
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
