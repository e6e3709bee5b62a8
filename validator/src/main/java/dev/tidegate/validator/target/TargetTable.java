package dev.tidegate.validator.target;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table, or a part of one, as the comparison reads it: only SELECT, only through the connection it is given. */
public final class TargetTable {
    private final Table table;
    private final TargetColumns columns;
    private final String condition;
    private final List<String> arguments;
    private final String order;

    private TargetTable(Table table, String condition, List<String> arguments, String order) {
        this.table = table;
        this.columns = new TargetColumns(table.columns());
        this.condition = condition;
        this.arguments = List.copyOf(arguments);
        this.order = order;
    }

    public static TargetTable of(Table table) {
        return new TargetTable(table, "true", List.of(), "");
    }

    /** Only the rows with these texts in these columns. */
    public TargetTable where(String column, String text) {
        var more = new ArrayList<>(arguments);
        more.add(text);
        return new TargetTable(table, condition + " AND " + TargetColumns.quoted(column) + " = ?", more, order);
    }

    /** Only the rows whose text is an ObjectId's 24 digits. */
    public TargetTable whereObjectId(String column) {
        return new TargetTable(
                table, condition + " AND " + TargetColumns.quoted(column) + " ~ '^[0-9a-f]{24}$'", arguments, order);
    }

    public TargetTable whereNoObjectId(String column) {
        return new TargetTable(
                table, condition + " AND " + TargetColumns.quoted(column) + " !~ '^[0-9a-f]{24}$'", arguments, order);
    }

    public TargetTable orderedById(String column) {
        return new TargetTable(table, condition, arguments, " ORDER BY " + TargetColumns.quoted(column));
    }

    public TargetTable orderedByText(String column) {
        return new TargetTable(
                table, condition, arguments, " ORDER BY " + TargetColumns.quoted(column) + " COLLATE \"C\"");
    }

    public Table table() {
        return table;
    }

    public int indexOf(String column) {
        List<Column> all = table.columns();
        for (int index = 0; index < all.size(); index++) {
            if (all.get(index).name().equals(column)) {
                return index;
            }
        }
        throw new IllegalArgumentException("table " + table.name() + " has no column " + column);
    }

    /** All rows, a bounded number at a time. The connection must not commit by itself. */
    public TargetRows rows(Connection connection) {
        return new TargetRows(this, prepare(connection, ""));
    }

    /** The rows whose column holds one of these values; {@code type} is the column's in SQL. */
    public List<Object[]> rowsWith(Connection connection, String column, String type, Object[] values) {
        String among = " AND " + TargetColumns.quoted(column) + " = ANY (?)";
        try (PreparedStatement select = prepare(connection, among)) {
            select.setArray(arguments.size() + 1, connection.createArrayOf(type, values));
            return all(select);
        } catch (SQLException e) {
            throw UnreadableTargetException.of(table, e);
        }
    }

    /** How many rows have each text in this column. */
    public Map<String, Long> countsBy(Connection connection, String column) {
        String sql = "SELECT " + TargetColumns.quoted(column) + ", count(*) FROM "
                + TargetColumns.quoted(table.schema()) + "." + TargetColumns.quoted(table.name()) + " GROUP BY 1";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet found = select.executeQuery()) {
            var counts = new TreeMap<String, Long>();
            while (found.next()) {
                counts.put(found.getString(1), found.getLong(2));
            }
            return counts;
        } catch (SQLException e) {
            throw UnreadableTargetException.of(table, e);
        }
    }

    private List<Object[]> all(PreparedStatement select) throws SQLException {
        var rows = new ArrayList<Object[]>();
        try (ResultSet found = select.executeQuery()) {
            while (found.next()) {
                rows.add(columns.read(found));
            }
        }
        return rows;
    }

    Object[] read(ResultSet row) throws SQLException {
        return columns.read(row);
    }

    private PreparedStatement prepare(Connection connection, String more) {
        String sql = "SELECT " + columns.selectList() + " FROM " + TargetColumns.quoted(table.schema()) + "."
                + TargetColumns.quoted(table.name()) + " WHERE " + condition + more + order;
        try {
            PreparedStatement select = connection.prepareStatement(sql);
            for (int index = 0; index < arguments.size(); index++) {
                select.setString(index + 1, arguments.get(index));
            }
            return select;
        } catch (SQLException e) {
            throw UnreadableTargetException.of(table, e);
        }
    }
}
