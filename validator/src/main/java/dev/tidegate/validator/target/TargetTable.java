package dev.tidegate.validator.target;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A table, or a part of one, as the comparison reads it: only SELECT, only through the connection it is given. */
public final class TargetTable {
    private final Table table;
    private final TargetColumns columns;
    private final List<Condition> conditions;
    private final String tail;

    private record Condition(String sql, List<Argument> arguments) {}

    private sealed interface Argument {
        record Text(String value) implements Argument {}

        record Among(String type, Object[] values) implements Argument {}
    }

    private TargetTable(Table table, TargetColumns columns, List<Condition> conditions, String tail) {
        this.table = table;
        this.columns = columns;
        this.conditions = List.copyOf(conditions);
        this.tail = tail;
    }

    public static TargetTable of(Table table) {
        return new TargetTable(table, TargetColumns.values(table.columns()), List.of(), "");
    }

    /** Reads these columns alone, in this order. */
    public TargetTable only(List<String> names) {
        Table narrow = narrow(names);
        return new TargetTable(narrow, TargetColumns.values(narrow.columns()), conditions, tail);
    }

    /** Reads these columns alone, in this order, each as the text that PostgreSQL prints and reads again. */
    public TargetTable texts(List<String> names) {
        Table narrow = narrow(names);
        return new TargetTable(narrow, TargetColumns.texts(narrow.columns()), conditions, tail);
    }

    private Table narrow(List<String> names) {
        List<Column> some = names.stream().map(table::column).toList();
        return new Table(table.schema(), table.name(), some, table.primaryKey(), List.of(), List.of());
    }

    /** Only the rows with this text in this column. */
    public TargetTable where(String column, String text) {
        return with(new Condition(quoted(column) + " = ?", List.of(new Argument.Text(text))));
    }

    /** Only the rows whose column holds one of these values; {@code type} is the column's in SQL. */
    public TargetTable among(String column, String type, Object[] values) {
        return with(new Condition(quoted(column) + " = ANY (?)", List.of(new Argument.Among(type, values))));
    }

    /** Only the rows that hold one of these pairs of ids, the n-th of both. */
    public TargetTable amongPairs(String left, String right, UUID[] lefts, UUID[] rights) {
        String sql = "(" + quoted(left) + ", " + quoted(right) + ") IN (SELECT * FROM unnest(?::uuid[], ?::uuid[]))";
        return with(new Condition(sql, List.of(new Argument.Among("uuid", lefts), new Argument.Among("uuid", rights))));
    }

    /** Only the rows with an id in this interval; an end that is empty is open. */
    public TargetTable between(String column, Optional<UUID> after, Optional<UUID> upTo) {
        TargetTable part = this;
        if (after.isPresent()) {
            part = part.with(uuid(quoted(column) + " > ?::uuid", after.get()));
        }
        return upTo.isEmpty() ? part : part.with(uuid(quoted(column) + " <= ?::uuid", upTo.get()));
    }

    private static Condition uuid(String sql, UUID id) {
        return new Condition(sql, List.of(new Argument.Text(id.toString())));
    }

    /** The first rows behind these values of the columns, in the order of these columns. */
    public TargetTable page(List<String> order, List<String> after, int limit) {
        // With the table's name before them: alone they would name what is selected, and that may be a text.
        String names =
                order.stream().map(column -> name() + "." + quoted(column)).collect(Collectors.joining(", "));
        TargetTable part = this;
        if (!after.isEmpty()) {
            String marks = order.stream().map(column -> "?::" + type(column)).collect(Collectors.joining(", "));
            List<Argument> arguments =
                    after.stream().<Argument>map(Argument.Text::new).toList();
            part = with(new Condition("(" + names + ") > (" + marks + ")", arguments));
        }
        return new TargetTable(part.table, part.columns, part.conditions, " ORDER BY " + names + " LIMIT " + limit);
    }

    private String type(String column) {
        return Sql.type(table.schema(), table.column(column).type());
    }

    /** Only the rows of which this is true; the condition gets the quoted column. */
    public TargetTable matching(String column, UnaryOperator<String> condition) {
        return with(new Condition(condition.apply(quoted(column)), List.of()));
    }

    private TargetTable with(Condition condition) {
        var more = new ArrayList<>(conditions);
        more.add(condition);
        return new TargetTable(table, columns, more, tail);
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
        return new TargetRows(this, prepare(connection));
    }

    /** All rows at once: only for a part that is known to be small. */
    public List<Object[]> all(Connection connection) {
        try (TargetRows rows = rows(connection)) {
            var all = new ArrayList<Object[]>();
            while (rows.hasNext()) {
                all.add(rows.take());
            }
            return all;
        }
    }

    /** How many rows have each text in this column. */
    public Map<String, Long> countsBy(Connection connection, String column) {
        String sql = "SELECT " + quoted(column) + ", count(*) FROM " + name() + " GROUP BY 1";
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

    Object[] read(ResultSet row) throws SQLException {
        return columns.read(row);
    }

    private String name() {
        return quoted(table.schema()) + "." + quoted(table.name());
    }

    private static String quoted(String identifier) {
        return TargetColumns.quoted(identifier);
    }

    private PreparedStatement prepare(Connection connection) {
        List<String> texts = conditions.stream().map(Condition::sql).toList();
        String sql = "SELECT " + columns.selectList() + " FROM " + name()
                + (texts.isEmpty() ? "" : " WHERE " + String.join(" AND ", texts)) + tail;
        try {
            PreparedStatement select = connection.prepareStatement(sql);
            setArguments(select, connection);
            return select;
        } catch (SQLException e) {
            throw UnreadableTargetException.of(table, e);
        }
    }

    private void setArguments(PreparedStatement select, Connection connection) throws SQLException {
        int index = 0;
        for (Condition condition : conditions) {
            for (Argument argument : condition.arguments()) {
                index++;
                if (argument instanceof Argument.Among among) {
                    select.setArray(index, connection.createArrayOf(among.type(), among.values()));
                } else {
                    select.setString(index, ((Argument.Text) argument).value());
                }
            }
        }
    }
}
