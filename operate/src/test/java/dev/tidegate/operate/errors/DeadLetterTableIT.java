package dev.tidegate.operate.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.mapping.ddl.Ddl;
import dev.tidegate.mapping.ddl.Statement;
import dev.tidegate.mapping.file.MigrationFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadLetterTableIT {
    private static EmbeddedPostgresServer server;
    private static Connection connection;

    @BeforeAll
    static void fill() throws SQLException {
        server = EmbeddedPostgresServer.start();
        connection = DriverManager.getConnection(server.createDatabase("letters"));
        Ddl ddl = new Ddl(MigrationFile.read(Path.of("../migrations/examples/shop/migration.yaml")));
        List<Statement> statements = new ArrayList<>(ddl.schemas());
        statements.addAll(ddl.ownTables());
        for (Statement statement : statements) {
            try (java.sql.Statement jdbc = connection.createStatement()) {
                jdbc.execute(statement.sql());
            }
        }
        for (int i = 0; i < 40; i++) {
            insert("kunden", "short " + i);
            insert("kunden", "the same beginning ".repeat(500) + i);
            insert("orders", "the same beginning ".repeat(500) + i);
        }
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    @Test
    void readsEachLetterOnceAlsoWhereLongIdsBeginAlike() throws SQLException {
        List<String> ids = new ArrayList<>();
        new DeadLetterTable(connection)
                .each(DeadLetterFilter.ALL, 7, letter -> ids.add(letter.collection() + letter.documentId()));
        assertThat(ids).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void findsALetterByALongId() throws SQLException {
        String id = "the same beginning ".repeat(500) + 7;
        var filter = new DeadLetterFilter(
                Optional.of(List.of("orders")), Optional.empty(), Optional.of(List.of(id, "nothing")));
        assertThat(new DeadLetterTable(connection).page(filter, Optional.empty(), 10))
                .extracting(DeadLetter::documentId)
                .containsExactly(id);
    }

    private static void insert(String collection, String documentId) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, message, stale, first_seen,"
                        + " last_seen) VALUES (?, ?, 'transform', 'conflict', '', false, now(), now())")) {
            insert.setString(1, collection);
            insert.setString(2, documentId);
            insert.executeUpdate();
        }
    }
}
