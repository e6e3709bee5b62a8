package dev.tidegate.validator.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.mapping.ddl.Ddl;
import dev.tidegate.mapping.file.MigrationFile;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterPagesIT {
    private static final int LETTERS = 20_000;

    @AutoClose
    private static final EmbeddedPostgresServer SERVER = EmbeddedPostgresServer.start();

    private Connection connection;

    @BeforeEach
    void prepare() throws SQLException {
        connection = DriverManager.getConnection(SERVER.createDatabase("letters" + System.nanoTime()));
        Ddl ddl = new Ddl(MigrationFile.parse("letters.yaml", """
                migration: letters
                source: {database: letters}
                collections: {orders: {columns: {n: integer}}}
                """));
        for (var statement : ddl.atStart()) {
            execute(statement.sql());
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void readsEachLetterOfACollectionOnceAndLittleElse() throws SQLException {
        letters("orders", "lpad(to_hex(n), 24, '0')");
        letters("people", "lpad(to_hex(n), 24, '0')");
        execute("ANALYZE tidegate.dead_letter");
        connection.setAutoCommit(false);

        List<String> met = all("orders", 500);

        assertThat(met).hasSize(LETTERS).doesNotHaveDuplicates();
        assertThat(rowsRead()).isLessThan(2L * LETTERS);
    }

    /** The index has the beginnings of ids alone. */
    @Test
    void meetsIdsWithOneBeginningOnce() throws SQLException {
        letters("orders", "'\"' || repeat('x', 300) || n % 300 || n || '\"'");
        letters("people", "'other'||n");
        connection.setAutoCommit(false);

        assertThat(all("orders", 700)).hasSize(LETTERS).doesNotHaveDuplicates();
        assertThat(all("nobody", 700)).isEmpty();
    }

    private List<String> all(String collection, int size) {
        List<String> met = new ArrayList<>();
        var pages = new DeadLetterPages(collection, size);
        for (List<String> page = pages.next(connection); !page.isEmpty(); page = pages.next(connection)) {
            met.addAll(page);
        }
        return met;
    }

    /** In this transaction, with or without an index. */
    private long rowsRead() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT seq_tup_read + idx_tup_fetch"
                        + " FROM pg_stat_xact_user_tables WHERE relid = 'tidegate.dead_letter'::regclass")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void letters(String collection, String id) throws SQLException {
        execute("INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, message, stale, first_seen,"
                + " last_seen) SELECT '" + collection + "', " + id
                + ", 'transform', 'not-exact', 'm', false, now(), now()"
                + " FROM generate_series(1, " + LETTERS + ") AS n");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
