package dev.tidegate.sink.target;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.sink.connect.Sql;
import java.util.stream.Collectors;

/** DDL of what rows need while they flow. */
final class TargetDdl {
    private TargetDdl() {}

    static String create(Table table) {
        String columns =
                table.columns().stream().map(column -> column(table, column)).collect(Collectors.joining(", "));
        return "CREATE TABLE " + Sql.quoted(table) + " (" + columns + ", CONSTRAINT "
                + Sql.quoted(table.name() + "_pkey") + " PRIMARY KEY (" + Sql.quoted(table.primaryKey()) + "))";
    }

    static String create(String schema, EnumType type) {
        return "CREATE TYPE " + Sql.quoted(schema) + "." + Sql.quoted(type.name()) + " AS ENUM ("
                + type.labels().stream()
                        .map(label -> "'" + label.replace("'", "''") + "'")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private static String column(Table table, Column column) {
        String type = column.type().kind() == ColumnType.Kind.ENUM
                ? Sql.quoted(table.schema()) + "." + Sql.quoted(column.type().enumName())
                : column.type().kind().sql();
        return Sql.quoted(column.name()) + " " + type
                + column.databaseDefault().map(text -> " DEFAULT " + text).orElse("")
                + (column.nullable() ? "" : " NOT NULL");
    }
}
