package dev.tidegate.sink.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Migration.ExistingRows;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.sink.connect.Connections;
import dev.tidegate.sink.support.Database;
import dev.tidegate.sink.support.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetOwnerIT {
    private final Database database = Database.create();
    private final Connections connections = new Connections(PostgresAddress.parse(database.jdbcUrl()), 2);

    @AfterEach
    void close() {
        connections.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ExistingRows.class,
            names = {"REFUSE", "KEEP"})
    void refusesADatabaseThatHoldsAnothersRecords(ExistingRows policy) {
        prepare(migration("first", ExistingRows.REFUSE));
        database.execute("INSERT INTO tidegate.id_map VALUES ('00112233-4455-8677-8899-aabbccddeeff', 'c', '1')");

        assertThatThrownBy(() -> prepare(migration("second", policy)))
                .isInstanceOf(ForeignTargetException.class)
                .hasMessageContaining("holds the records of migration first")
                .hasMessageContaining("Give second a database of its own")
                .hasMessageContaining("when first is over, say target.existing_rows: truncate");
        assertThat(names()).containsExactly("first");
        assertThat(database.value("SELECT count(*) FROM tidegate.id_map")).isEqualTo("1");
    }

    @Test
    void takesOverWhereTheFileSaysTruncate() {
        prepare(migration("first", ExistingRows.REFUSE));
        database.execute("""
                INSERT INTO "Person" (id, __v) VALUES ('00112233-4455-8677-8899-aabbccddeeff', 1);
                INSERT INTO tidegate.id_map VALUES ('00112233-4455-8677-8899-aabbccddeeff', 'c', '1');
                INSERT INTO tidegate.sink_position VALUES
                    ('first.table.Person', 0, '00112233-4455-8677-8899-aabbccddeeff', 7, 1);
                CREATE TABLE tidegate.mismatch (id bigint);
                INSERT INTO tidegate.mismatch VALUES (1);
                CREATE FUNCTION tidegate.note_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER tidegate_note_change AFTER UPDATE ON "Person"
                    FOR EACH ROW EXECUTE FUNCTION tidegate.note_change()""");

        prepare(migration("second", ExistingRows.TRUNCATE));

        assertThat(names()).containsExactly("second");
        for (String table : List.of("\"Person\"", "tidegate.id_map", "tidegate.sink_position")) {
            assertThat(database.value("SELECT count(*) FROM " + table)).isEqualTo("0");
        }
        assertThat(database.value("SELECT count(*) FROM pg_tables WHERE tablename = 'mismatch'"))
                .isEqualTo("0");
        assertThat(database.value("SELECT count(*) FROM pg_trigger WHERE tgname = 'tidegate_note_change'"))
                .isEqualTo("0");
        database.execute("INSERT INTO \"Person\" (id, __v) VALUES ('00112233-4455-8677-8899-aabbccddeeff', 1)");
        prepare(migration("second", ExistingRows.TRUNCATE));
        assertThat(database.value("SELECT count(*) FROM \"Person\"")).isEqualTo("1");
    }

    @Test
    void doesNotTakeOverWhatHasMoreTables() {
        prepare(migration("first", ExistingRows.REFUSE));
        Migration second = migration("second", ExistingRows.TRUNCATE, Tables.PERSON);

        assertThatThrownBy(() -> prepare(second))
                .isInstanceOf(ForeignTargetException.class)
                .hasMessageContaining("when first is over, remove its records, whatever becomes of its rows: "
                        + "DROP SCHEMA tidegate CASCADE;");
        database.execute("DROP SCHEMA tidegate CASCADE");
        prepare(second);
        assertThat(names()).containsExactly("second");
    }

    /** Older builds let them; what is in the tables then is of both. */
    @Test
    void refusesBothOfTwoMigrationsThatShareADatabase() {
        prepare(migration("first", ExistingRows.TRUNCATE));
        database.execute("INSERT INTO tidegate.migration (name, hash, file) VALUES ('second', 'hash', 'file')");

        for (String name : List.of("first", "second")) {
            assertThatThrownBy(() -> prepare(migration(name, ExistingRows.TRUNCATE)))
                    .isInstanceOf(ForeignTargetException.class)
                    .hasMessageContaining("DROP SCHEMA tidegate CASCADE;");
        }
    }

    @Test
    void oneOfTwoThatStartAtOnceGetsTheDatabase() {
        List<CompletableFuture<String>> starts = Stream.of("first", "second", "third")
                .map(name -> CompletableFuture.supplyAsync(() -> {
                    try {
                        prepare(migration(name, ExistingRows.REFUSE));
                        return name;
                    } catch (ForeignTargetException e) {
                        return "refused";
                    }
                }))
                .toList();
        List<String> ends = starts.stream().map(CompletableFuture::join).toList();

        assertThat(ends).filteredOn("refused"::equals).hasSize(2);
        assertThat(ends).containsAll(names());
    }

    @Test
    void fencesASinkThatStillWrites() throws SQLException {
        prepare(migration("first", ExistingRows.REFUSE));
        requireStill("first");
        prepare(migration("second", ExistingRows.TRUNCATE));

        assertThatThrownBy(() -> requireStill("first"))
                .isInstanceOf(ForeignTargetException.class)
                .hasMessageContaining("no longer holds the records of migration first: second has taken it over");
        requireStill("second");
    }

    @Test
    void refusesAnotherKafkaThanTheTargetWasFedFrom() {
        Migration migration = migration("first", ExistingRows.REFUSE);
        prepare(migration);

        assertThatThrownBy(() -> new TargetSchema(connections, migration, "file", "another").prepare())
                .isInstanceOf(ForeignTargetException.class)
                .hasMessageContaining("was fed from Kafka cluster kafka, this is cluster another")
                .hasMessageContaining("start the migration anew under another name");
        new TargetSchema(connections, migration("second", ExistingRows.TRUNCATE), "file", "another").prepare();
        assertThat(names()).containsExactly("second");
    }

    /** It does not say from which Kafka it was fed; the topics' ids do. */
    @Test
    void takesATargetThatAnOlderBuildHasMade() {
        prepare(migration("first", ExistingRows.REFUSE));
        database.execute("ALTER TABLE tidegate.migration DROP COLUMN kafka_cluster, DROP COLUMN tables");

        assertThatCode(() -> {
                    try (Connection connection = connections.own()) {
                        TargetOwner.require(
                                connection, migration("first", ExistingRows.REFUSE), Optional.of("another"));
                    }
                    new TargetSchema(connections, migration("first", ExistingRows.REFUSE), "file", "another").prepare();
                })
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> prepare(migration("second", ExistingRows.TRUNCATE)))
                .hasMessageContaining("DROP SCHEMA tidegate CASCADE;");
    }

    private void requireStill(String name) throws SQLException {
        try (Connection connection = connections.own()) {
            TargetOwner.requireStill(connection, migration(name, ExistingRows.REFUSE));
        }
    }

    private List<String> names() {
        return database.rows("SELECT name FROM tidegate.migration");
    }

    private void prepare(Migration migration) {
        new TargetSchema(connections, migration, "file", "kafka").prepare();
    }

    private static Migration migration(String name, ExistingRows policy, Table... tables) {
        List<Table> all = tables.length == 0 ? List.of(Tables.PERSON, Tables.FRIENDS) : List.of(tables);
        return Tables.migration(name, policy, "hash", all);
    }
}
