package dev.tidegate.validator.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesIT {
    private static final UUID PARENT = UUID.fromString("65000000-0000-8000-8000-000000000001");

    @AutoClose
    private static final EmbeddedPostgresServer SERVER = EmbeddedPostgresServer.start();

    /** Text sorts otherwise than each of these types does, and Java writes some of them otherwise than PostgreSQL. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "integer, (5) (42) (100)",
                "numeric, (5.0) (42) (1e3) ('NaN')",
                "timestamp(3), ('0044-03-15 12:00 BC') ('2024-01-31 12:00') ('12345-01-01')",
                "boolean, (false) (true)",
                "a colour, ('red') ('green')",
                "text, ('B') ('a') ('')"
            })
    void meetsEveryRowOnceWhateverTheKeysType(String type, String values) throws SQLException {
        Migration migration = MigrationFile.parse("pages.yaml", """
                migration: pages
                source: {database: pages}
                enums: {a colour: [red, green]}
                collections:
                  orders:
                    ids: any
                    children:
                      lines:
                        key: {element: k}
                        columns: {k: {type: "%s", required: true}}
                """.formatted(type));
        String quoted = type.equals("a colour") ? "\"a colour\"" : type;
        try (Connection connection = DriverManager.getConnection(SERVER.createDatabase("pages" + System.nanoTime()));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TYPE \"a colour\" AS ENUM ('red', 'green')");
            statement.execute("CREATE TABLE lines (parent_id uuid, k " + quoted + ", PRIMARY KEY (parent_id, k))");
            int rows = statement.executeUpdate("INSERT INTO lines SELECT '" + PARENT + "', k::" + quoted
                    + " FROM (VALUES " + values.replace(" (", ", (") + ") AS v (k)");

            List<UUID> met = new ArrayList<>();
            Pages pages = new Pages(TargetTable.of(migration.table("lines")), "parent_id", 1);
            while (met.size() <= rows && pages.next(connection)) {
                met.addAll(pages.rowIds());
            }

            assertThat(met).hasSize(rows).containsOnly(PARENT);
        }
    }
}
