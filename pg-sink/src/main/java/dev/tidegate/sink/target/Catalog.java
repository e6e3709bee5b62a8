package dev.tidegate.sink.target;

import dev.tidegate.sink.target.ExistingTable.ExistingColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what is in one schema. */
final class Catalog {
    /** In a key, a collation that takes different texts for equal would take two rows for one. */
    private static final String COLUMNS = """
            SELECT c.relname, c.relkind::text, a.attname,
                CASE WHEN t.typtype = 'e' AND tn.nspname = n.nspname THEN 'enum ' || t.typname
                     WHEN t.typtype = 'e' THEN 'enum ' || tn.nspname || '.' || t.typname
                     WHEN NOT k.collisdeterministic AND a.attnum = ANY (p.indkey)
                         THEN format_type(a.atttypid, a.atttypmod) || ' of the nondeterministic collation ' || k.collname
                     ELSE format_type(a.atttypid, a.atttypmod) END,
                a.attnotnull, a.attgenerated <> '' OR a.attidentity = 'a'
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type t ON t.oid = a.atttypid
            JOIN pg_namespace tn ON tn.oid = t.typnamespace
            LEFT JOIN pg_collation k ON k.oid = a.attcollation
            LEFT JOIN pg_index p ON p.indrelid = c.oid AND p.indisprimary
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            ORDER BY c.relname, a.attnum""";

    private static final String PRIMARY_KEYS = """
            SELECT c.relname, a.attname
            FROM pg_constraint k
            JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum
            WHERE k.contype = 'p' AND n.nspname = ?
            ORDER BY c.relname, u.place""";
    /** The verification's own triggers change and refuse nothing: it puts them on while rows flow. */
    private static final String OBSTACLES = """
            SELECT c.relname, CASE k.contype WHEN 'u' THEN 'unique constraint ' WHEN 'f' THEN 'foreign key '
                ELSE 'exclusion constraint ' END || quote_ident(k.conname)
            FROM pg_constraint k
            JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE k.contype IN ('u', 'f', 'x') AND n.nspname = ?
            UNION ALL
            SELECT c.relname, 'unique index ' || quote_ident(i.relname)
            FROM pg_index x
            JOIN pg_class c ON c.oid = x.indrelid
            JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE x.indisunique AND NOT x.indisprimary AND n.nspname = ?
                AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid)
            UNION ALL
            SELECT c.relname, 'trigger ' || quote_ident(g.tgname)
            FROM pg_trigger g
            JOIN pg_class c ON c.oid = g.tgrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_proc f ON f.oid = g.tgfoid
            JOIN pg_namespace fn ON fn.oid = f.pronamespace
            WHERE NOT g.tgisinternal AND n.nspname = ? AND NOT (fn.nspname = 'tidegate' AND f.proname = 'note_change')
            ORDER BY 1, 2""";

    private static final String ENUMS = """
            SELECT t.typname, e.enumlabel
            FROM pg_enum e
            JOIN pg_type t ON t.oid = e.enumtypid
            JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE n.nspname = ?
            ORDER BY t.typname, e.enumsortorder""";

    private final Connection connection;
    private final String schema;

    Catalog(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    Map<String, ExistingTable> tables() throws SQLException {
        Map<String, List<String>> keys = lists(PRIMARY_KEYS, 1);
        Map<String, List<String>> obstacles = lists(OBSTACLES, 3);
        Map<String, ExistingTable> tables = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String name = row.getString(1);
                    char kind = row.getString(2).charAt(0);
                    tables.computeIfAbsent(
                                    name,
                                    missing -> new ExistingTable(
                                            missing,
                                            kind,
                                            new ArrayList<>(),
                                            keys.getOrDefault(missing, List.of()),
                                            obstacles.getOrDefault(missing, List.of())))
                            .columns()
                            .add(column(row));
                }
            }
        }
        return tables;
    }

    /** Labels of each enum type, in order. */
    Map<String, List<String>> enums() throws SQLException {
        return lists(ENUMS, 1);
    }

    boolean schemaExists() throws SQLException {
        return exists("SELECT 1 FROM pg_namespace WHERE nspname = ?", schema);
    }

    private boolean exists(String query, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static ExistingColumn column(ResultSet row) throws SQLException {
        return new ExistingColumn(row.getString(3), row.getString(4), row.getBoolean(5), row.getBoolean(6));
    }

    private Map<String, List<String>> lists(String query, int parameters) throws SQLException {
        Map<String, List<String>> lists = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 1; i <= parameters; i++) {
                statement.setString(i, schema);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    lists.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                            .add(row.getString(2));
                }
            }
        }
        return lists;
    }
}
