package dev.tidegate.operate.verify;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Triggers that note which rows somebody else than the sink changes, in {@code tidegate.target_change}. The sink's own
 * connections say who they are ({@code tidegate.writer}); their rows are past the trigger's condition at once.
 */
public final class TargetTriggers {
    private static final String NAME = "tidegate_note_change";
    private static final String CONDITION = "WHEN (current_setting('tidegate.writer', true) IS DISTINCT FROM 'sink')";

    /** Security definer: who may change a row may not be allowed to write the note. */
    private static final String FUNCTION = """
            CREATE OR REPLACE FUNCTION tidegate.note_change() RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
            DECLARE
                old_keys text[];
                new_keys text[];
            BEGIN
                IF TG_LEVEL = 'STATEMENT' THEN
                    INSERT INTO tidegate.target_change ("table") VALUES (TG_ARGV[0]);
                    RETURN NULL;
                END IF;
                IF TG_OP <> 'INSERT' THEN
                    SELECT array_agg(to_jsonb(OLD) ->> name ORDER BY place) INTO old_keys
                    FROM unnest(TG_ARGV[1:]) WITH ORDINALITY AS keys (name, place);
                    INSERT INTO tidegate.target_change ("table", "keys") VALUES (TG_ARGV[0], old_keys);
                END IF;
                IF TG_OP <> 'DELETE' THEN
                    SELECT array_agg(to_jsonb(NEW) ->> name ORDER BY place) INTO new_keys
                    FROM unnest(TG_ARGV[1:]) WITH ORDINALITY AS keys (name, place);
                    IF new_keys IS DISTINCT FROM old_keys THEN
                        INSERT INTO tidegate.target_change ("table", "keys") VALUES (TG_ARGV[0], new_keys);
                    END IF;
                END IF;
                RETURN NULL;
            END
            $function$""";

    private final Map<Table, List<String>> keys = new LinkedHashMap<>();

    public TargetTriggers(Migration migration) {
        for (DocumentTable each : DocumentTable.of(migration)) {
            keys.put(each.table(), keys(migration, each));
        }
    }

    /** The columns that name a row in a note. */
    private static List<String> keys(Migration migration, DocumentTable table) {
        return switch (table.kind()) {
            case ENTITY, CHILD -> List.of(table.idColumn());
            case JUNCTION -> {
                Junction junction = migration.junction(table.name());
                yield List.of(junction.left().column(), junction.right().column());
            }
            case UNMAPPED -> List.of("table", "id");
            case DEAD_LETTER, ID_MAP -> List.of("collection", "document_id");
        };
    }

    /**
     * Puts a trigger on each table that has none; the connection commits by itself.
     *
     * @throws SQLException 42501 when the role does not own the tables
     */
    public void install(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '10s'");
            statement.execute(FUNCTION);
            for (Map.Entry<Table, List<String>> table : keys.entrySet()) {
                for (String sql : create(table.getKey(), table.getValue())) {
                    statement.execute(sql);
                }
            }
            statement.execute("RESET lock_timeout");
        }
    }

    private static List<String> create(Table table, List<String> keyColumns) {
        String quoted = Sql.quote(table);
        List<String> arguments = new ArrayList<>(List.of(table.displayName()));
        arguments.addAll(keyColumns);
        String call = "EXECUTE FUNCTION tidegate.note_change("
                + arguments.stream().map(Sql::literal).collect(Collectors.joining(", ")) + ")";
        return List.of(
                "CREATE OR REPLACE TRIGGER " + NAME + " AFTER INSERT OR UPDATE OR DELETE ON " + quoted
                        + " FOR EACH ROW " + CONDITION + " " + call,
                "CREATE OR REPLACE TRIGGER " + NAME + "_truncate AFTER TRUNCATE ON " + quoted + " FOR EACH STATEMENT "
                        + CONDITION + " " + call);
    }

    /** Drops all of them, and forgets the notes. */
    public void remove(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '10s'");
            for (Table table : keys.keySet()) {
                statement.execute("DROP TRIGGER IF EXISTS " + NAME + " ON " + Sql.quote(table));
                statement.execute("DROP TRIGGER IF EXISTS " + NAME + "_truncate ON " + Sql.quote(table));
            }
            statement.execute("DROP FUNCTION IF EXISTS tidegate.note_change()");
            statement.execute("DROP TABLE IF EXISTS tidegate.target_change");
            statement.execute("RESET lock_timeout");
        }
    }
}
