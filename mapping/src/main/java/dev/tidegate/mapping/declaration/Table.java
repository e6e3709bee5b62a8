package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A table in PostgreSQL: an entity, a junction, a child table, or one of Tidegate's own.
 *
 * @param schema PostgreSQL schema, unquoted
 * @param columns in the order in which they are created and in which rows carry them
 * @param primaryKey column names in key order; they identify a record in the table's topic as well
 * @param keyDigest of a table whose keys may be longer than an index entry: the column, which PostgreSQL computes from the
 *     key, that its primary key is on
 */
public record Table(
        String schema,
        String name,
        List<Column> columns,
        List<String> primaryKey,
        List<ForeignKey> foreignKeys,
        List<Index> indexes,
        Optional<String> keyDigest) {

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        foreignKeys = List.copyOf(foreignKeys);
        indexes = List.copyOf(indexes);
        if (primaryKey.isEmpty()) {
            throw new IllegalArgumentException("table " + name + " has no primary key");
        }
    }

    /** A table whose primary key is on the key's own columns. */
    public Table(
            String schema,
            String name,
            List<Column> columns,
            List<String> primaryKey,
            List<ForeignKey> foreignKeys,
            List<Index> indexes) {
        this(schema, name, columns, primaryKey, foreignKeys, indexes, Optional.empty());
    }

    /** The columns of the primary key in PostgreSQL: the key's own, or its digest. */
    public List<String> uniqueColumns() {
        return keyDigest.map(List::of).orElse(primaryKey);
    }

    /** In reports, and where rows name a table: one of Tidegate's own has its schema before it. */
    public String displayName() {
        return schema.equals(TidegateTables.SCHEMA) ? schema + "." + name : name;
    }

    public String primaryKeyName() {
        return GeneratedName.of(name, "pkey");
    }

    public Column column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("table " + name + " has no column " + columnName));
    }
}
