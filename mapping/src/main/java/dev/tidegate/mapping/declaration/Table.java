package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * A table in PostgreSQL: an entity, a junction, a child table, or one of Tidegate's own.
 *
 * @param schema PostgreSQL schema, unquoted
 * @param columns in the order in which they are created and in which rows carry them
 * @param primaryKey column names in key order; they identify a record in the table's topic as well
 */
public record Table(
        String schema,
        String name,
        List<Column> columns,
        List<String> primaryKey,
        List<ForeignKey> foreignKeys,
        List<Index> indexes) {

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        foreignKeys = List.copyOf(foreignKeys);
        indexes = List.copyOf(indexes);
        if (primaryKey.isEmpty()) {
            throw new IllegalArgumentException("table " + name + " has no primary key");
        }
    }

    public Column column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("table " + name + " has no column " + columnName));
    }
}
