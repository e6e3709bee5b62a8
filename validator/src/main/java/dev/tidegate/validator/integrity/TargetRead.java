package dev.tidegate.validator.integrity;

import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Queries of this package: streamed, ended by an interrupt, failing with the table's name. */
public final class TargetRead {
    private static final int FETCHED = 1000;

    private TargetRead() {}

    /** What is done with each row. */
    public interface Row {
        void read(ResultSet row) throws SQLException;
    }

    /** Each row, a bounded number at a time; the connection must not commit by itself. */
    public static void each(Connection connection, Table table, String sql, List<?> arguments, Row row) {
        try (PreparedStatement select = connection.prepareStatement(sql);
                CancelOnInterrupt cancel = CancelOnInterrupt.of(select)) {
            select.setFetchSize(FETCHED);
            for (int index = 0; index < arguments.size(); index++) {
                select.setObject(index + 1, arguments.get(index));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    row.read(rows);
                }
            }
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not read table " + table.schema() + "." + table.name(), e);
        }
    }

    public static Array array(Connection connection, String type, Collection<?> values) {
        try {
            return connection.createArrayOf(type, values.toArray());
        } catch (SQLException e) {
            throw new IllegalStateException("an array of " + type + " could not be made", e);
        }
    }

    public static long count(Connection connection, Table table, String sql) {
        var count = new long[1];
        each(connection, table, sql, List.of(), row -> count[0] = row.getLong(1));
        return count[0];
    }

    /** The key's columns as texts, with the table's alias. */
    public static String keyTexts(Table table, String alias) {
        return table.primaryKey().stream()
                .map(column -> alias + "." + quote(column) + "::text")
                .collect(Collectors.joining(", "));
    }

    public static List<String> key(ResultSet row, int parts) throws SQLException {
        Stream.Builder<String> key = Stream.builder();
        for (int part = 1; part <= parts; part++) {
            key.add(row.getString(part));
        }
        return key.build().toList();
    }

    /** A column's type as a cast names it. */
    public static String type(Table table, String name) {
        return Sql.type(table.schema(), table.column(name).type());
    }
}
