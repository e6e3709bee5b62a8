package dev.tidegate.sink.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Migration.ExistingRows;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.sink.connect.Connections;
import dev.tidegate.sink.connect.TargetUnreachableException;
import dev.tidegate.sink.support.Database;
import dev.tidegate.sink.support.Tables;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetSchemaIT {
    private static final String PERSON =
            "CREATE TABLE \"Person\" (id uuid PRIMARY KEY, name text, __v integer NOT NULL, \"order\" jsonb)";

    private final Database database = Database.create();
    private final Connections connections = new Connections(PostgresAddress.parse(database.jdbcUrl()), 2);

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void createsWhatIsMissingAndAcceptsItAgain() {
        prepare(Tables.migration("m"));
        assertThat(database.rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .containsExactly("3");
        assertThat(database.rows("SELECT name, hash, file FROM tidegate.migration"))
                .containsExactly("m|hash|file");
        database.execute("INSERT INTO \"Person\" (id, __v) VALUES ('00112233-4455-8677-8899-aabbccddeeff', 1)");

        assertThatCode(() -> prepare(Tables.migration("m"))).doesNotThrowAnyException();
        assertThat(database.value("SELECT count(*) FROM \"Person\"")).isEqualTo("1");
    }

    @Test
    void startsSeveralInstancesAtOnce() {
        CompletableFuture.allOf(IntStream.range(0, 4)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> prepare(Tables.migration("m"))))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(database.value("SELECT count(*) FROM tidegate.migration")).isEqualTo("1");
    }

    @Test
    void takesTablesThatAreThereAndFit() {
        database.execute(PERSON + "; CREATE INDEX extra ON \"Person\" (name)");

        assertThatCode(() -> prepare(Tables.migration("m"))).doesNotThrowAnyException();
    }

    @Test
    void startsAgainWithTheTriggersOfTheVerificationOn() {
        prepare(Tables.migration("m"));
        database.execute("""
                CREATE FUNCTION tidegate.note_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER tidegate_note_change AFTER UPDATE ON "Person"
                    FOR EACH ROW EXECUTE FUNCTION tidegate.note_change()""");
        prepare(Tables.migration("m"));

        database.execute("""
                CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER somebodys BEFORE UPDATE ON "Person" FOR EACH ROW EXECUTE FUNCTION note_change()""");
        assertThatThrownBy(() -> prepare(Tables.migration("m")))
                .isInstanceOfSatisfying(
                        UnfitTargetException.class,
                        e -> assertThat(e.differences())
                                .containsExactly("table public.Person: trigger somebodys" + ObstacleText.REST));
    }

    @Test
    void namesEachDifferenceAndChangesNothing() {
        database.execute("""
                CREATE TYPE "Mood" AS ENUM ('HAPPY', 'sad');
                CREATE TABLE "Person" (id uuid PRIMARY KEY, name varchar(10) UNIQUE, __v integer,
                    more text, friend uuid REFERENCES "Person");
                CREATE UNIQUE INDEX lonely ON "Person" (lower(more));
                CREATE VIEW everything AS SELECT 1 AS id""");

        assertThatThrownBy(() -> prepare(Tables.migration("m")))
                .isInstanceOfSatisfying(
                        UnfitTargetException.class,
                        e -> assertThat(e.differences())
                                .containsExactlyInAnyOrder(
                                        "enum Mood: labels are [HAPPY, sad], the migration file declares [HAPPY, so so, sad]",
                                        "table public.Person: column name is character varying(10), the migration file declares text",
                                        "table public.Person: column __v is nullable, the migration file declares NOT NULL",
                                        "table public.Person: column order is missing",
                                        "table public.Person: column more is not in the file",
                                        "table public.Person: column friend is not in the file",
                                        "table public.Person: foreign key \"Person_friend_fkey\"" + ObstacleText.REST,
                                        "table public.Person: unique constraint \"Person_name_key\""
                                                + ObstacleText.REST,
                                        "table public.Person: unique index lonely" + ObstacleText.REST,
                                        "table public.everything: there is a view or foreign table of this name"));
        assertThat(database.rows("SELECT nspname FROM pg_namespace WHERE nspname = 'tidegate'"))
                .isEmpty();
    }

    /** To it two keys would be one, which are two to the transformer. */
    @Test
    void refusesAKeyWhoseCollationTakesDifferentTextsForEqual() {
        Table codes = new Table(
                "public",
                "codes",
                List.of(Tables.column("code", ColumnKind.TEXT, false), Tables.column("name", ColumnKind.TEXT, true)),
                List.of("code"),
                List.of(),
                List.of());
        database.execute("""
                CREATE COLLATION anycase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                CREATE TABLE codes (code text COLLATE anycase PRIMARY KEY, name text COLLATE anycase)""");

        assertThatThrownBy(() -> prepare(Tables.migration("m", ExistingRows.REFUSE, "hash", List.of(codes))))
                .isInstanceOfSatisfying(
                        UnfitTargetException.class,
                        e -> assertThat(e.differences())
                                .containsExactly("table public.codes: column code is text of the nondeterministic"
                                        + " collation anycase, the migration file declares text"));
    }

    @Test
    void refusesRowsThatAreThereAtTheFirstStart() {
        filledPerson();

        assertThatThrownBy(() -> prepare(Tables.migration("m")))
                .isInstanceOf(UnfitTargetException.class)
                .hasMessageContaining("Person")
                .hasMessageContaining("existing_rows");
        assertThat(database.value("SELECT count(*) FROM \"Person\"")).isEqualTo("1");
    }

    @Test
    void keepsOrTruncatesRowsWhereTheFileSaysSo() {
        filledPerson();
        prepare(migration(ExistingRows.KEEP, "hash"));
        assertThat(database.value("SELECT count(*) FROM \"Person\"")).isEqualTo("1");
        database.execute("DROP SCHEMA tidegate CASCADE");

        prepare(migration(ExistingRows.TRUNCATE, "hash"));
        assertThat(database.value("SELECT count(*) FROM \"Person\"")).isEqualTo("0");
        database.execute("INSERT INTO \"Person\" (id, __v) VALUES ('00112233-4455-8677-8899-aabbccddeeff', 1)");

        prepare(migration(ExistingRows.TRUNCATE, "hash"));
        assertThat(database.value("SELECT count(*) FROM \"Person\"")).isEqualTo("1");
    }

    @Test
    void refusesAChangedFileAndShowsTheChange() {
        new TargetSchema(connections, migration(ExistingRows.KEEP, "one"), "a: 1\nb: 2\n", "kafka").prepare();

        assertThatThrownBy(() -> new TargetSchema(
                                connections, migration(ExistingRows.KEEP, "two"), "a: 1\nb: 3\n", "kafka")
                        .prepare())
                .isInstanceOf(ChangedMigrationException.class)
                .hasMessageContaining("- 2: b: 2")
                .hasMessageContaining("+ 2: b: 3");
        assertThatCode(() -> new TargetSchema(
                                connections, migration(ExistingRows.KEEP, "one"), "# only a comment", "kafka")
                        .prepare())
                .doesNotThrowAnyException();
    }

    @Test
    void saysWhichServerDoesNotAnswer() {
        try (Connections nowhere =
                new Connections(PostgresAddress.parse("postgresql://app:secret@127.0.0.1:1/crm"), 1)) {
            assertThatThrownBy(() -> new TargetSchema(nowhere, Tables.migration("m"), "", "kafka").prepare())
                    .isInstanceOf(TargetUnreachableException.class)
                    .hasMessageContaining("127.0.0.1:1/crm")
                    .message()
                    .doesNotContain("secret");
        }
    }

    private static final class ObstacleText {
        static final String REST = " would refuse or change rows while they flow: drop it; what the file declares is"
                + " put on when constraints are sealed";
    }

    private void filledPerson() {
        database.execute(
                PERSON + "; INSERT INTO \"Person\" (id, __v) VALUES ('00112233-4455-8677-8899-aabbccddeeff', 1)");
    }

    private static Migration migration(ExistingRows existingRows, String hash) {
        return Tables.migration("m", existingRows, hash, List.of(Tables.PERSON));
    }

    private void prepare(Migration migration) {
        new TargetSchema(connections, migration, "file", "kafka").prepare();
    }
}
