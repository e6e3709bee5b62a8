package dev.tidegate.transform.value;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonValue;

/** Real columns of a real PostgreSQL: writes what a conversion gave, and says what is stored. */
final class TargetColumns implements AutoCloseable {
    private final Connection connection;

    TargetColumns(String jdbcUrl) throws SQLException {
        connection = DriverManager.getConnection(jdbcUrl);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            statement.execute("CREATE TYPE \"Status\" AS ENUM ('NEW', 'new', 'In Progress')");
        }
    }

    /** What a column holds, as PostgreSQL prints it, after the value went in; null for NULL. */
    String stored(TestColumn column, BsonValue value) throws SQLException {
        Object converted = column.value(value);
        try (Statement ddl = connection.createStatement()) {
            ddl.execute("DROP TABLE IF EXISTS target");
            ddl.execute("CREATE TABLE target (c " + sqlType(column) + ")");
        }
        return query("INSERT INTO target VALUES (" + placeholder(column) + ") RETURNING c::text", converted)
                .get(0);
    }

    boolean areEqual(TestColumn column, BsonValue one, BsonValue other) throws SQLException {
        String equal = "SELECT (" + placeholder(column) + " = " + placeholder(column) + ")::text";
        return query(equal, column.value(one), column.value(other)).get(0).equals("true");
    }

    /** The only column of all rows. */
    List<String> query(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, bound(arguments[i]));
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }
    }

    private Object bound(Object argument) throws SQLException {
        if (argument instanceof ByteBuffer bytes) {
            return bytes.array();
        }
        if (!(argument instanceof List<?> list)) {
            return argument;
        }
        Array array = connection.createArrayOf(
                "text",
                list.stream().map(each -> each == null ? null : each.toString()).toArray());
        return array;
    }

    private static String placeholder(TestColumn column) {
        String type = sqlType(column);
        if (type.equals("date")) {
            return "date '1970-01-01' + ?::int";
        }
        String time = "(" + timestamp("?") + ")" + (type.startsWith("timestamptz") ? " AT TIME ZONE 'UTC'" : "");
        return type.startsWith("timestamp") && !type.endsWith("[]") ? "(" + time + ")" : "?::" + type;
    }

    /**
     * The timestamp of so many milliseconds since 1970. Counted from PostgreSQL's own epoch: its last years are more
     * microseconds after 1970 than 64 bits hold.
     */
    static String timestamp(String milliseconds) {
        return "timestamp '2000-01-01' + (((" + milliseconds
                + "::bigint - 946684800000) * 1000)::text || ' microseconds')::interval";
    }

    private static String sqlType(TestColumn column) {
        String name = column.type().startsWith("uuid") ? column.type().split(" ")[0] : column.type();
        return name.equals("enum") ? "\"Status\"" : name;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
