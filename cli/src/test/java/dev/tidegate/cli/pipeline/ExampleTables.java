package dev.tidegate.cli.pipeline;

import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.result.ValidationResult;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A migration's tables, whatever their types: what has changed in them, and damage to them. A changed value is another row's
 * of the same column, so each type has one.
 */
final class ExampleTables {
    private static final String COPIES = "before";

    private final Migration migration;
    private final Connection connection;

    ExampleTables(Migration migration, Connection connection) {
        this.migration = migration;
        this.connection = connection;
    }

    /** Of all tables, as they are now. */
    void copy() {
        execute("CREATE SCHEMA " + COPIES);
        for (Table table : migration.tables()) {
            execute("CREATE TABLE " + copyOf(table) + " AS TABLE " + quote(table));
        }
    }

    /** Tables in which no row has come or none has gone, and columns in which no row's value is another. */
    Set<String> unchangedSinceTheCopy() {
        Set<String> unchanged = new TreeSet<>();
        for (Table table : migration.tables()) {
            String key = " USING (" + quote(table.primaryKey()) + ")";
            String now = quote(table) + " n";
            String before = copyOf(table) + " b";
            String absent = quote(table.primaryKey().get(0));
            if (!exists(now + " LEFT JOIN " + before + key + " WHERE b." + absent + " IS NULL")) {
                unchanged.add(table.name() + ": no row is new");
            }
            if (!exists(before + " LEFT JOIN " + now + key + " WHERE n." + absent + " IS NULL")) {
                unchanged.add(table.name() + ": no row has gone");
            }
            for (Column column : values(table)) {
                String name = quote(column.name()) + "::text";
                if (!isFixed(table, column)
                        && !exists(
                                now + " JOIN " + before + key + " WHERE n." + name + " IS DISTINCT FROM b." + name)) {
                    unchanged.add(table.name() + "." + column.name());
                }
            }
        }
        return unchanged;
    }

    /**
     * In each table a row that is missing, in each column a value that is another row's. Returns their names.
     *
     * <p>Of a document whose row is missing nothing else is named: it is the last one's, other damage is at the front.
     */
    Set<String> damage() {
        Set<String> planted = new TreeSet<>();
        for (Table table : migration.tables()) {
            String ordered = " ORDER BY " + quote(table.primaryKey());
            execute("DELETE FROM " + quote(table) + " WHERE ctid = (SELECT ctid FROM " + quote(table) + ordered
                    + (holdsDocuments(table) ? " DESC LIMIT 1)" : " LIMIT 1)"));
            planted.add(table.name() + " row");
            int row = 0;
            for (Column column : values(table)) {
                String name = quote(column.name());
                execute("UPDATE " + quote(table) + " t SET " + name + " = " + another(table, column)
                        + " WHERE ctid = (SELECT ctid FROM " + quote(table) + " WHERE " + name + " IS NOT NULL"
                        + ordered
                        + " OFFSET " + row++ + " LIMIT 1)");
                planted.add(table.name() + " " + column.name());
            }
        }
        return planted;
    }

    /** What a validation names, in the same words; counts and references that follow from it aside. */
    Set<String> named(ValidationResult result) {
        return result.differences().stream()
                .filter(difference -> switch (difference.kind()) {
                    case COUNT, BROKEN_REFERENCE, FOREIGN_ID -> false;
                    default -> true;
                })
                .map(ExampleTables::nameOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String nameOf(Difference difference) {
        String what = switch (difference.kind()) {
            case MISSING_ROW, MISSING_CHILD, MISSING_EDGE -> "row";
            case VALUE -> difference.column().orElseThrow();
            default -> difference.toString();
        };
        return difference.table() + " " + what;
    }

    private boolean holdsDocuments(Table table) {
        return migration.collections().stream()
                .anyMatch(collection -> collection.table().equals(table.name()));
    }

    private String another(Table table, Column column) {
        String name = quote(column.name());
        return isConstant(table, column)
                ? "CAST(t." + name + "::text || '1' AS " + Sql.type(table.schema(), column.type()) + ")"
                : "(SELECT o." + name + " FROM " + quote(table) + " o WHERE o." + name + "::text <> t." + name
                        + "::text LIMIT 1)";
    }

    private boolean isConstant(Table table, Column column) {
        return any(table, column, mapping -> mapping.constant().isPresent());
    }

    /** Part of a document's id, or the same in all. */
    private boolean isFixed(Table table, Column column) {
        return isConstant(table, column)
                || any(table, column, mapping -> mapping.fields().stream().anyMatch(field -> field.startsWith("_id.")));
    }

    private boolean any(Table table, Column column, Predicate<ColumnMapping> condition) {
        return migration.collections().stream()
                .filter(collection -> collection.table().equals(table.name()))
                .flatMap(collection -> collection.columns().stream())
                .filter(mapping -> mapping.column().equals(column.name()))
                .anyMatch(condition);
    }

    private static List<Column> values(Table table) {
        return table.columns().stream()
                .filter(column -> !table.primaryKey().contains(column.name()))
                .toList();
    }

    private static String copyOf(Table table) {
        return quote(COPIES, table.name());
    }

    private boolean exists(String rows) {
        String sql = "SELECT EXISTS (SELECT FROM " + rows + ")";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
