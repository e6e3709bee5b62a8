package dev.tidegate.sink.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.events.row.RowHeaders.Origin;
import dev.tidegate.sink.support.RunningSink;
import dev.tidegate.sink.support.Servers;
import dev.tidegate.sink.support.SinkProcess;
import dev.tidegate.sink.support.SinkTest;
import dev.tidegate.sink.support.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Rows of one document that two workers are refused at the same time: the test has the lock under which letters are made,
 * until both have written their refused rows and neither has committed.
 */
class RefusedAtOnceIT {
    private static final Origin LEFT = new Origin("people", "left");
    private static final Origin RIGHT = new Origin("people", "right");
    private static final String LETTERS =
            "SELECT document_id, message ~ 'refused 2 rows', stale FROM tidegate.dead_letter";
    private static final String WAITING =
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database ="
                    + " (SELECT oid FROM pg_database WHERE datname = current_database())";

    private final SinkTest test = new SinkTest();

    @BeforeEach
    void prepare() {
        try (var first = test.start()) {
            SinkTest.await(() -> assertThat(first.progress().partitions()).isNotEmpty());
        }
        test.database.execute("ALTER TABLE \"PersonToFriends\" ADD CHECK (person_id <> friend_id)");
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void makesOneLetterOfWhatTwoWorkersMetAtTheSameTime() throws SQLException {
        startTwo();
        try (Connection lock = lockLetters()) {
            refuseFrom(LEFT, edges());
            SinkTest.await(() -> assertThat(test.database.value(WAITING)).isEqualTo("2"));
            assertThat(test.database.rows("SELECT * FROM tidegate.refused_row")).isEmpty();
            lock.rollback();
        }

        test.awaitRows(LETTERS, "left|t|f");
    }

    /** An edge is held by either end: the document that sent it last has it in its letter, and no other. */
    @Test
    void movesEdgesFromOneEndsLetterToTheOthersInTwoWorkersAtOnce() throws SQLException {
        startTwo();
        refuseFrom(LEFT, edges());
        test.awaitRows(LETTERS, "left|t|f");
        try (Connection lock = lockLetters()) {
            refuseFrom(RIGHT, edges());
            SinkTest.await(() -> assertThat(test.database.value(WAITING)).isEqualTo("2"));
            lock.rollback();
        }
        test.awaitRows(LETTERS, "right|t|f");

        try (Connection lock = lockLetters()) {
            test.publisher.inTransaction(
                    () -> edges().forEach(edge -> test.publisher.delete(Tables.FRIENDS, edge, edge)));
            SinkTest.await(() -> assertThat(test.database.value(WAITING)).isEqualTo("2"));
            lock.rollback();
        }
        test.awaitRows(LETTERS);
        test.awaitRows("SELECT * FROM tidegate.refused_row");
    }

    /** Refused rows, their letters and the position are one transaction: nothing of it stays, and all of it comes again. */
    @Test
    void makesTheLetterOnceWhenItIsKilledBetweenTheRefusedRowsAndTheLetter() throws SQLException {
        try (Connection lock = lockLetters();
                ChildJvm child = sinkProcess()) {
            refuseFrom(LEFT, edges());
            SinkTest.await(() -> assertThat(test.database.value(WAITING)).isNotEqualTo("0"));
            child.kill();
            lock.rollback();
        }
        SinkTest.await(() -> assertThat(test.database.value(WAITING)).isEqualTo("0"));
        assertThat(test.database.rows("SELECT * FROM tidegate.refused_row")).isEmpty();
        assertThat(test.database.rows(LETTERS)).isEmpty();

        test.start();

        test.awaitRows(LETTERS, "left|t|f");
        test.awaitRows(
                "SELECT count(*), count(DISTINCT topic || partition || \"offset\") FROM tidegate.refused_row", "2|2");
    }

    private Connection lockLetters() throws SQLException {
        Connection connection = test.database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('tidegate.dead_letter', 0))");
        }
        return connection;
    }

    /** One in each of the two partitions. */
    private List<UUID> edges() {
        return List.of(edge(0), edge(1));
    }

    private UUID edge(int partition) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> new UUID(0, number))
                .filter(id -> test.publisher.partition(Tables.FRIENDS, id, id) == partition)
                .findFirst()
                .orElseThrow();
    }

    /** Each has one partition of every topic. */
    private void startTwo() {
        List<RunningSink> sinks =
                List.of(test.start(config -> config.withWorkers(1)), test.start(config -> config.withWorkers(1)));
        SinkTest.await(() -> sinks.forEach(
                sink -> assertThat(sink.progress().partitions()).hasSameSizeAs(test.migration.tablesWithTopic())));
    }

    private void refuseFrom(Origin document, List<UUID> edges) {
        test.publisher.inTransaction(
                () -> edges.forEach(edge -> test.publisher.upsertFrom(document, Tables.FRIENDS, edge, edge)));
    }

    private ChildJvm sinkProcess() {
        return ChildJvm.start(
                SinkProcess.class, List.of(test.migration.name(), Servers.kafka(), test.database.jdbcUrl()), Map.of());
    }
}
