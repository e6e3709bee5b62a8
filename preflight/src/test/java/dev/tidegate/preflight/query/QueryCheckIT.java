package dev.tidegate.preflight.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.preflight.finding.Finding;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QueryCheckIT {
    private static EmbeddedPostgresServer postgres;

    @BeforeAll
    static void start() throws SQLException {
        postgres = EmbeddedPostgresServer.start();
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TYPE state AS ENUM ('new', 'old');
                    CREATE TABLE things (id int PRIMARY KEY, number int, state state, text text, tags jsonb);
                    INSERT INTO things SELECT n, n, 'new', repeat('word ' || n, 20), '{"a": 1}'
                    FROM generate_series(1, 20000) n;
                    UPDATE things SET state = 'old', tags = '{"b": 2}' WHERE number = 77;
                    CREATE INDEX things_number ON things (number);
                    CREATE INDEX things_state ON things (state);
                    CREATE INDEX things_lower ON things (lower(text));
                    CREATE INDEX things_tags ON things USING gin (tags);
                    CREATE TABLE few AS SELECT n AS number FROM generate_series(1, 10) n;
                    CREATE INDEX few_number ON few (number);
                    CREATE TABLE none (number int);
                    """);
            statement.execute("VACUUM ANALYZE");
        }
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void fillsParametersFromRowsAndSeesTheIndex() throws SQLException {
        QueryResult result = run("""
                {name: a, sql: "SELECT * FROM things WHERE number = ? AND state = ?", index: [things_number, things_state],
                 parameters: "SELECT number, state FROM things WHERE state = 'old'"}""");

        assertThat(result.findings()).isEmpty();
        assertThat(result.indexes()).containsAnyOf("things_number", "things_state");
        assertThat(result.rows()).isEqualTo(1);
        assertThat(result.millis())
                .hasValueSatisfying(millis -> assertThat(millis).isPositive());
        assertThat(run("""
                        {name: b, sql: "SELECT id FROM things WHERE tags @> ?", index: things_tags,
                         parameters: "SELECT tags FROM things WHERE number = 77"}""").findings()).isEmpty();
    }

    @Test
    void saysWhyAnIndexIsNotUsed() throws SQLException {
        assertThat(code("{name: a, sql: SELECT * FROM things WHERE number > 0, index: things_number}"))
                .isEqualTo("BLOCKING query-index-unused");
        assertThat(code("{name: a, sql: SELECT * FROM things WHERE upper(text) = 'A', index: things_lower}"))
                .isEqualTo("BLOCKING query-index-unusable");
        assertThat(code("{name: a, sql: SELECT * FROM things WHERE number = 1, index: things_numbers}"))
                .isEqualTo("BLOCKING query-index-missing");
        assertThat(code("{name: a, sql: SELECT * FROM few WHERE number = 3, index: few_number}"))
                .isEqualTo("INFO query-table-small");
    }

    @Test
    void namesTablesThatAreReadWhole() throws SQLException {
        assertThat(run("{name: a, sql: SELECT count(*) FROM things WHERE text LIKE '%9999%'}")
                        .sequentialScans())
                .containsExactly("things");
    }

    @Test
    void saysWhatIsSlowAndWhatCannotRun() throws SQLException {
        assertThat(code("{name: a, sql: SELECT pg_sleep(0.05), limit_ms: 20}")).isEqualTo("BLOCKING query-slow");
        assertThat(code("{name: a, sql: SELECT nothing FROM things}")).isEqualTo("BLOCKING query-failed");
        assertThat(code("{name: a, sql: 'SELECT ?', parameters: SELECT number FROM none}"))
                .isEqualTo("WARNING query-no-row");
    }

    @Test
    void writesNothing() throws SQLException {
        assertThat(run("{name: a, sql: DELETE FROM things}").findings())
                .extracting(Finding::code, Finding::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("query-failed", "PostgreSQL refuses it, SQLSTATE 25006"));
    }

    private static String code(String query) throws SQLException {
        List<Finding> findings = run(query).findings();
        assertThat(findings).hasSize(1);
        return findings.get(0).severity() + " " + findings.get(0).code();
    }

    private static QueryResult run(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl())) {
            return new QueryCheck(connection)
                    .run(QueryFile.parse("queries:\n  - " + query))
                    .get(0);
        }
    }
}
