package dev.tidegate.validator.types;

import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What PostgreSQL's catalogue says of one schema.
 *
 * @param tables by name, each with its columns by name
 * @param enums labels in order, by the type's name
 */
record Catalogue(Map<String, Map<String, CatalogueColumn>> tables, Map<String, List<String>> enums) {
    private static final String COLUMNS = """
            SELECT c.relname, a.attname,
                CASE WHEN t.typtype = 'e' AND tn.nspname = n.nspname THEN 'enum ' || t.typname
                     WHEN t.typtype = 'e' THEN 'enum ' || tn.nspname || '.' || t.typname
                     ELSE format_type(a.atttypid, a.atttypmod) END,
                NOT a.attnotnull
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type t ON t.oid = a.atttypid
            JOIN pg_namespace tn ON tn.oid = t.typnamespace
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p')""";
    private static final String ENUMS = """
            SELECT t.typname, e.enumlabel
            FROM pg_enum e
            JOIN pg_type t ON t.oid = e.enumtypid
            JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE n.nspname = ?
            ORDER BY t.typname, e.enumsortorder""";

    /** @param type as {@code format_type} prints it, or {@code enum} and the name */
    record CatalogueColumn(String type, boolean nullable) {
        boolean is(ColumnType declared) {
            return type.equals(declared.formatted());
        }

        /** Its values come as those of the declared type do; what is read as text is readable in any case. */
        boolean isReadableAs(ColumnType declared) {
            return switch (declared.kind()) {
                case NUMERIC, TEXT, VARCHAR, CHAR, ENUM, JSON, JSONB -> true;
                case SMALLINT, INTEGER, BIGINT ->
                    Set.of("smallint", "integer", "bigint").contains(type);
                case LIST -> isListOf(declared.element());
                case BOOLEAN, REAL, DOUBLE, DATE, TIMESTAMP, TIMESTAMPTZ, BYTEA, UUID -> isButForSizes(type, declared);
            };
        }

        private boolean isListOf(ColumnType declared) {
            String element = type.endsWith("[]") ? type.substring(0, type.length() - 2) : "no list";
            return declared.kind() == ColumnKind.TEXT || declared.kind() == ColumnKind.VARCHAR
                    ? Set.of("text", "character varying").contains(withoutSizes(element))
                    : isButForSizes(element, declared);
        }

        private static boolean isButForSizes(String type, ColumnType declared) {
            return withoutSizes(type).equals(withoutSizes(declared.formatted()));
        }

        private static String withoutSizes(String type) {
            return type.replaceFirst("\\(\\d+(,\\d+)?\\)", "");
        }
    }

    static Catalogue read(Connection connection, String schema) {
        var tables = new HashMap<String, Map<String, CatalogueColumn>>();
        var enums = new HashMap<String, List<String>>();
        each(
                connection,
                COLUMNS,
                schema,
                row -> tables.computeIfAbsent(row.getString(1), name -> new HashMap<>())
                        .put(row.getString(2), new CatalogueColumn(row.getString(3), row.getBoolean(4))));
        each(
                connection,
                ENUMS,
                schema,
                row -> enums.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                        .add(row.getString(2)));
        return new Catalogue(tables, enums);
    }

    Optional<CatalogueColumn> column(String table, String column) {
        return Optional.ofNullable(tables.getOrDefault(table, Map.of()).get(column));
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String sql, String schema, Row row) {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, schema);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    row.read(rows);
                }
            }
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not read the catalogue of PostgreSQL", e);
        }
    }
}
