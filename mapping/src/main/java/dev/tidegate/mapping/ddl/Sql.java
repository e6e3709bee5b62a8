package dev.tidegate.mapping.ddl;

import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Table;
import java.util.List;
import java.util.stream.Collectors;

/** Names and literals in SQL. Every name is quoted: case counts, and reserved words are names like others. */
public final class Sql {
    private Sql() {}

    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String quote(String schema, String name) {
        return quote(schema) + "." + quote(name);
    }

    public static String quote(Table table) {
        return quote(table.schema(), table.name());
    }

    public static String quote(List<String> names) {
        return names.stream().map(Sql::quote).collect(Collectors.joining(", "));
    }

    /** A string literal; true to its text with {@code standard_conforming_strings} on, PostgreSQL's default. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A column's type; enum types stand in the schema of the table. */
    public static String type(String schema, ColumnType type) {
        return type.kind() == ColumnKind.ENUM ? quote(schema, type.name()) : type.sql();
    }

    /** A block that runs {@code body} and takes the given condition for done already. */
    static String unless(String condition, String body) {
        return doBlock("BEGIN " + body + "; EXCEPTION WHEN " + condition + " THEN NULL; END");
    }

    private static String doBlock(String body) {
        String tag = "$do$";
        while (body.contains(tag)) {
            tag = tag.substring(0, tag.length() - 1) + "o$";
        }
        return "DO " + tag + " " + body + " " + tag;
    }
}
