package dev.tidegate.preflight.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.preflight.finding.Finding;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TargetCheckIT {
    private static EmbeddedPostgresServer postgres;

    @BeforeAll
    static void start() throws SQLException {
        postgres = EmbeddedPostgresServer.start();
        try (Connection connection = open("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE weak LOGIN; CREATE TABLE public.\"People\" (id uuid PRIMARY KEY);"
                    + " REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE SCHEMA tidegate");
        }
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void aSuperuserMayDoEverything() throws SQLException {
        assertThat(check("postgres", "postgres", "[]")).isEmpty();
    }

    @Test
    void namesWhatAUserMayNot() throws SQLException {
        assertThat(check("weak", "postgres", "[]"))
                .containsExactlyInAnyOrder(
                        "target-privileges schema public",
                        "target-privileges schema tidegate",
                        "target-privileges table public.People");
    }

    @Test
    void namesSchemasThatAUserMayNotCreate() throws SQLException {
        assertThat(check("weak", "template1", "[]")).contains("target-privileges schema tidegate");
    }

    @Test
    void tellsExtensionsThatCannotBeHad() throws SQLException {
        assertThat(check("postgres", "postgres", "[nowhere, {name: elsewhere, optional: true}, pg_trgm]"))
                .contains("extension-missing extension nowhere", "extension-missing extension elsewhere");
    }

    @Test
    void tellsAServerThatTakesNoWrites() throws SQLException {
        try (Connection connection = open("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = on");
            assertThat(run(connection, "[]")).containsExactly("target-read-only postgres");
        }
    }

    private static List<String> check(String user, String database, String extensions) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:postgresql://" + address() + "/" + database + "?user=" + user)) {
            return run(connection, extensions);
        }
    }

    private static List<String> run(Connection connection, String extensions) throws SQLException {
        String file = """
                migration: people
                source: {database: people}
                extensions: EXTENSIONS
                collections:
                  People: {columns: {name: text}}
                """.replace("EXTENSIONS", extensions);
        return new TargetCheck(connection, MigrationFile.parse("people.yaml", file))
                .run().stream().map(TargetCheckIT::text).toList();
    }

    private static String text(Finding finding) {
        return finding.code() + " " + finding.where();
    }

    private static Connection open(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + address() + "/" + database + "?user=postgres");
    }

    private static String address() {
        return postgres.url().replaceAll("^.*@", "").replaceAll("/.*$", "");
    }
}
