package dev.tidegate.sink.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.sink.connect.Connections;
import dev.tidegate.sink.progress.SinkProgress.IndexProgress.State;
import dev.tidegate.sink.support.RunningSink;
import dev.tidegate.sink.support.SinkTest;
import dev.tidegate.sink.support.Tables;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecondaryIndexesIT {
    private static final String VALID =
            "SELECT i.relname, x.indisvalid FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid"
                    + " JOIN pg_namespace n ON n.oid = i.relnamespace"
                    + " WHERE n.nspname = 'public' AND NOT x.indisprimary";
    private static final String[] BOTH = {"Person_name_idx|t", "Person_text_idx|t"};
    /** Too big for a B-tree's entry: 2.7 kB, and random hex digits shrink to a half only. */
    private static final int BIG = 9_000;
    /** Words enough for more than the megabyte that a tsvector may have. */
    private static final int HUGE = 2_500_000;

    private final SinkTest test = new SinkTest();
    private final UUID ada = UUID.randomUUID();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void buildsThemWhenTheSnapshotIsInAndNotBefore() {
        AtomicBoolean isIn = new AtomicBoolean();
        RunningSink sink = test.start(config -> config.withSnapshotIsIn(isIn::get));
        upsert("Ada");
        test.awaitRows("SELECT name FROM \"Person\"", "Ada");
        assertThat(test.database.rows(VALID)).isEmpty();
        assertThat(sink.progress().indexes().state()).isEqualTo(State.WAITING);

        isIn.set(true);

        test.awaitRows(VALID, BOTH);
        SinkTest.await(() -> {
            assertThat(sink.progress().indexes().state()).isEqualTo(State.DONE);
            assertThat(sink.progress().indexes().built()).containsExactly("Person_name_idx", "Person_text_idx");
        });
    }

    @Test
    void buildsOnlyWhatIsMissingOrInvalid() throws Exception {
        prepare();
        try (Connections connections = connections()) {
            assertThat(build(connections)).containsExactly("Person_name_idx", "Person_text_idx");
            test.database.execute(
                    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '\"Person_name_idx\"'::regclass");

            assertThat(build(connections)).containsExactly("Person_name_idx");
            assertThat(build(connections)).isEmpty();
        }
        test.awaitRows(VALID, BOTH);
    }

    @Test
    void buildsTheOthersWhereOneCannotBe() throws Exception {
        prepare();
        Migration migration = MigrationFile.parse("m.yaml", """
                migration: m
                source: {database: d}
                collections:
                  Person:
                    columns: {name: text}
                    indexes:
                      - {expression: 'there_is_none("name")', name: Person_none_idx, tier: 1}
                      - {columns: [name], tier: 2}
                """);
        try (Connections connections = connections()) {
            SecondaryIndexes indexes = new SecondaryIndexes(connections, migration);
            assertThatThrownBy(indexes::build)
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("42883");
        }
        test.awaitRows(VALID, "Person_name_idx|t");
    }

    @Test
    void leavesTheWorkToTheInstanceThatIsAtIt() throws Exception {
        prepare();
        try (Connections connections = connections();
                var other = connections.own();
                var lock = other.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(hashtextextended('tidegate.index', 0))");

            assertThat(new SecondaryIndexes(connections, test.migration).build())
                    .isEqualTo(Optional.empty());
        }
    }

    @Test
    void dropsAnIndexThatHasNoRoomForARowAndKeepsTheRow() throws Exception {
        RunningSink sink = test.start(config -> config.withSnapshotIsIn(() -> true));
        test.awaitRows(VALID, BOTH);

        test.publisher.inTransaction(() -> {
            for (int i = 0; i < 500; i++) {
                test.publisher.upsert(Tables.PERSON, new UUID(1, i), i == 250 ? text(BIG) : "ok", i, null);
            }
        });

        test.awaitRows("SELECT count(*) FROM \"Person\"", "500");
        test.awaitRows(VALID, "Person_text_idx|t");
        test.awaitRows("SELECT name, \"table\" FROM tidegate.dropped_index", "Person_name_idx|Person");
        test.awaitRows("SELECT count(*) FROM tidegate.dead_letter", "0");
        SinkTest.await(() -> assertThat(sink.progress().indexes().dropped()).containsExactly("Person_name_idx"));
        try (Connections connections = connections()) {
            assertThat(build(connections)).isEmpty();
        }
    }

    @Test
    void findsTheIndexesAtFaultWherePostgresNamesNone() {
        test.start(config -> config.withSnapshotIsIn(() -> true));
        test.awaitRows(VALID, BOTH);

        upsert(text(HUGE));

        test.awaitRows("SELECT length(name) > 1000000 FROM \"Person\"", "t");
        test.awaitRows(VALID);
        test.awaitRows("SELECT name FROM tidegate.dropped_index", "Person_name_idx", "Person_text_idx");
    }

    @Test
    void listsAnIndexThatCannotBeBuilt() {
        AtomicBoolean isIn = new AtomicBoolean();
        test.start(config -> config.withSnapshotIsIn(isIn::get));
        upsert(text(BIG));
        test.awaitRows("SELECT count(*) FROM \"Person\"", "1");

        isIn.set(true);

        test.awaitRows(VALID, "Person_text_idx|t");
        test.awaitRows("SELECT name FROM tidegate.dropped_index", "Person_name_idx");
    }

    /** The session of the call before may hold the lock for a moment after it was closed. */
    private List<String> build(Connections connections) {
        List<String> built = new ArrayList<>();
        SinkTest.await(() -> assertThat(new SecondaryIndexes(connections, test.migration).build())
                .hasValueSatisfying(built::addAll));
        return built;
    }

    private void prepare() {
        RunningSink sink = test.start();
        SinkTest.await(() -> assertThat(sink.progress().partitions()).isNotEmpty());
        sink.close();
    }

    private Connections connections() {
        return new Connections(PostgresAddress.parse(test.database.jdbcUrl()), 1);
    }

    private void upsert(String name) {
        test.publisher.inTransaction(() -> test.publisher.upsert(Tables.PERSON, ada, name, 0, null));
    }

    private static String text(int length) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(Long.toHexString(random.nextLong())).append(' ');
        }
        return text.toString();
    }
}
