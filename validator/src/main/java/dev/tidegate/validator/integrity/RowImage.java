package dev.tidegate.validator.integrity;

import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.mapping.declaration.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A row of a table as a JSON object of texts, each value as PostgreSQL prints it: whatever the columns' types, the row can be
 * recreated exactly.
 *
 * @param types of all columns that the table has, declared or not, but generated ones; by name, in the table's order
 */
public record RowImage(Table table, Map<String, String> types) {
    private static final String COLUMNS = """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod)
            FROM pg_attribute a
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            ORDER BY a.attnum""";

    public RowImage {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    public static RowImage of(Connection connection, Table table) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
            select.setString(1, quote(table));
            try (ResultSet column = select.executeQuery()) {
                while (column.next()) {
                    types.put(column.getString(1), column.getString(2));
                }
            }
        }
        return new RowImage(table, types);
    }

    /** All columns as texts, of the row with this alias. */
    public String texts(String alias) {
        return types.keySet().stream()
                .map(column -> alias + "." + quote(column) + "::text AS " + quote(column))
                .collect(Collectors.joining(", "));
    }

    /** The image of the row with this alias, as an expression. */
    String expression(String alias) {
        return "(SELECT to_jsonb(image) FROM (SELECT " + texts(alias) + ") AS image)";
    }
}
