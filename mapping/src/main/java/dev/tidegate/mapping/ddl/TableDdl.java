package dev.tidegate.mapping.ddl;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Index.Method;
import dev.tidegate.mapping.declaration.Table;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The statements for single tables, types, indexes and keys. Each may be run again without harm. */
final class TableDdl {
    private TableDdl() {}

    static Statement enumType(String schema, EnumType type) {
        String labels = type.labels().stream().map(Sql::literal).collect(Collectors.joining(", "));
        String create = "CREATE TYPE " + Sql.quote(schema, type.name()) + " AS ENUM (" + labels + ")";
        return new Statement(type.name(), Sql.unless("duplicate_object", create));
    }

    static Statement create(Table table) {
        String columns = table.columns().stream()
                .map(column -> "    " + column(table.schema(), column) + ",\n")
                .collect(Collectors.joining());
        String digest = table.keyDigest()
                .map(name -> "    " + Sql.quote(name) + " bytea NOT NULL GENERATED ALWAYS AS ("
                        + KeyDigest.of(table.primaryKey()) + ") STORED,\n")
                .orElse("");
        String sql = "CREATE TABLE IF NOT EXISTS " + Sql.quote(table) + " (\n" + columns + digest + "    CONSTRAINT "
                + Sql.quote(table.primaryKeyName()) + " PRIMARY KEY (" + Sql.quote(table.uniqueColumns()) + ")\n)";
        return new Statement(table.name(), sql);
    }

    static Statement index(Table table, Index index, boolean concurrently) {
        String entries = index.expression()
                .map(expression -> "(" + expression + ")")
                .orElseGet(() -> Sql.quote(index.columns()));
        String using = index.method() == Method.BTREE
                ? ""
                : " USING " + index.method().name().toLowerCase(Locale.ROOT);
        String sql = "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + (concurrently ? "CONCURRENTLY " : "")
                + "IF NOT EXISTS " + Sql.quote(index.name()) + " ON " + Sql.quote(table) + using + " (" + entries + ")"
                + index.where().map(predicate -> " WHERE " + predicate).orElse("");
        return new Statement(index.name(), sql);
    }

    /** First without a check of the rows, so that no writer waits; then the check, which blocks no writer. */
    static List<Statement> foreignKey(Table table, ForeignKey key) {
        String add = "ALTER TABLE " + Sql.quote(table) + " ADD CONSTRAINT " + Sql.quote(key.name())
                + " FOREIGN KEY (" + Sql.quote(key.column()) + ") REFERENCES "
                + Sql.quote(table.schema(), key.referencedTable()) + " (" + Sql.quote(key.referencedColumn())
                + ") ON DELETE " + key.onDelete().sql() + " ON UPDATE "
                + key.onUpdate().sql() + " NOT VALID";
        String validate = "ALTER TABLE " + Sql.quote(table) + " VALIDATE CONSTRAINT " + Sql.quote(key.name());
        return List.of(
                new Statement(key.name(), Sql.unless("duplicate_object", add)), new Statement(key.name(), validate));
    }

    private static String column(String schema, Column column) {
        return Sql.quote(column.name()) + " " + Sql.type(schema, column.type())
                + column.databaseDefault().map(sql -> " DEFAULT " + sql).orElse("")
                + (column.nullable() ? "" : " NOT NULL");
    }
}
