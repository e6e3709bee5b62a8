package dev.tidegate.preflight.target;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.preflight.finding.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the user must be allowed: schemas and types that are missing are created, tables that are there are written. */
final class Rights {
    private static final String CREATE_IN_DATABASE = "SELECT has_database_privilege(current_database(), 'CREATE')";
    private static final String SCHEMA = "SELECT oid FROM pg_namespace WHERE nspname = ?";
    private static final String CREATE_IN_SCHEMA = "SELECT has_schema_privilege(?::regnamespace, 'CREATE')"
            + " AND has_schema_privilege(?::regnamespace, 'USAGE')";
    private static final String OWNED = """
            SELECT pg_has_role(c.relowner, 'USAGE') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ?""";

    private final Catalogue catalogue;
    private final Migration migration;

    Rights(Catalogue catalogue, Migration migration) {
        this.catalogue = catalogue;
        this.migration = migration;
    }

    List<Finding> check() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (String schema : List.of(migration.target().schema(), TidegateTables.SCHEMA)) {
            schema(schema).ifPresent(findings::add);
        }
        List<Table> tables = new ArrayList<>(migration.tablesWithTopic());
        for (Table table : tables) {
            table(table).ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<Finding> schema(String schema) throws SQLException {
        String quoted = Sql.quote(schema);
        if (catalogue.optional(SCHEMA, schema).isEmpty()) {
            return catalogue.is(CREATE_IN_DATABASE)
                    ? Optional.empty()
                    : Optional.of(denied(
                            "schema " + schema,
                            "the schema is missing, and the user may not create it",
                            "GRANT CREATE ON DATABASE to the user, or create the schema and give it to the user"));
        }
        return catalogue.is(CREATE_IN_SCHEMA, quoted, quoted)
                ? Optional.empty()
                : Optional.of(denied(
                        "schema " + schema,
                        "the user may not create tables and types in it",
                        "GRANT CREATE, USAGE ON SCHEMA " + quoted + " to the user"));
    }

    private Optional<Finding> table(Table table) throws SQLException {
        Optional<String> owned = catalogue.optional(OWNED, table.schema(), table.name());
        return owned.isEmpty() || owned.get().equals("t")
                ? Optional.empty()
                : Optional.of(denied(
                        "table " + table.schema() + "." + table.name(),
                        "the table is there and belongs to somebody else: indexes and constraints could not be put on"
                                + " it",
                        "make the user a member of the role that owns the tables, or give them to it"));
    }

    private static Finding denied(String where, String message, String remedy) {
        return Finding.blocking("target-privileges", where, message, remedy);
    }
}
