package dev.tidegate.sink.refused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.row.RowHeaders.Origin;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.sink.support.RunningSink;
import dev.tidegate.sink.support.SinkTest;
import dev.tidegate.sink.support.Tables;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusedRowsIT {
    private static final String LETTERS =
            "SELECT document_id, stage, reason, field, sqlstate, stale FROM tidegate.dead_letter";
    private static final String NAMES = "SELECT name FROM \"Person\" ORDER BY name";

    private final SinkTest test = new SinkTest();
    private final UUID ada = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private RunningSink sink;

    @BeforeEach
    void start() {
        sink = test.start();
        SinkTest.await(() -> assertThat(sink.progress().partitions()).isNotEmpty());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void writesAllOthersOfABatchAndNamesTheRefused() {
        test.publisher.inTransaction(() -> {
            for (int i = 0; i < 3000; i++) {
                boolean isBad = i == 77 || i == 2500;
                test.publisher.upsert(Tables.PERSON, new UUID(1, i), isBad ? "secret\0" : "ok", i, null);
            }
        });

        test.awaitRows("SELECT name, count(*) FROM \"Person\" GROUP BY name", "ok|2998");
        test.awaitRows(
                LETTERS,
                new UUID(1, 77) + "|sink|refused-by-target|name|22021|f",
                new UUID(1, 2500) + "|sink|refused-by-target|name|22021|f");
        assertThat(test.database.rows("SELECT message || topic FROM tidegate.dead_letter"))
                .allSatisfy(text -> assertThat(text).doesNotContain("secret").contains("Person"));
        assertThat(sink.progress().refusedRows()).isEqualTo(2);
    }

    @Test
    void keepsTheLastGoodRowAndRemovesTheLetterWhenTheRowIsGoodAgain() {
        upsert(ada, "Ada", 0);
        test.awaitRows(NAMES, "Ada");
        upsert(ada, "bad\0", 1);
        test.awaitRows(LETTERS, ada + "|sink|refused-by-target|name|22021|t");
        test.awaitRows(NAMES, "Ada");

        upsert(ada, "Ada L.", 2);

        test.awaitRows(LETTERS);
        test.awaitRows(NAMES, "Ada L.");
        test.awaitRows("SELECT * FROM tidegate.refused_row");
    }

    @Test
    void removesTheLetterWithTheRow() {
        upsert(ada, "bad\0", 1);
        test.awaitRows(LETTERS, ada + "|sink|refused-by-target|name|22021|f");

        test.publisher.inTransaction(() -> test.publisher.delete(Tables.PERSON, ada));

        test.awaitRows(LETTERS);
    }

    @Test
    void keepsTheNewestGoodVersionOfOneBatch() {
        test.publisher.inTransaction(() -> {
            test.publisher.upsert(Tables.PERSON, ada, "first", 0, null);
            test.publisher.upsert(Tables.PERSON, ada, "second", 1, null);
            test.publisher.upsert(Tables.PERSON, ada, "third\0", 2, null);
            test.publisher.upsert(Tables.PERSON, bob, "Bob", 0, null);
            test.publisher.delete(Tables.PERSON, bob);
            test.publisher.upsert(Tables.PERSON, bob, "Bob\0", 1, null);
        });

        test.awaitRows(
                LETTERS, ada + "|sink|refused-by-target|name|22021|t", bob + "|sink|refused-by-target|name|22021|f");
        test.awaitRows(NAMES, "second");
    }

    @Test
    void keepsTheLetterUntilAllRowsOfTheDocumentAreGood() {
        Origin document = new Origin("people", "507f1f77bcf86cd799439011");
        test.publisher.inTransaction(() -> {
            test.publisher.upsertFrom(document, Tables.PERSON, ada, "bad\0", 0, null);
            test.publisher.upsertFrom(document, Tables.PERSON, bob, "bad\0", 0, null);
        });
        test.awaitRows("SELECT collection, document_id FROM tidegate.dead_letter", "people|507f1f77bcf86cd799439011");
        test.awaitRows("SELECT count(*) FROM tidegate.refused_row", "2");

        test.publisher.inTransaction(() -> test.publisher.upsertFrom(document, Tables.PERSON, ada, "good", 1, null));
        test.awaitRows("SELECT count(*) FROM tidegate.refused_row", "1");
        test.awaitRows("SELECT collection, document_id FROM tidegate.dead_letter", "people|507f1f77bcf86cd799439011");

        test.publisher.inTransaction(() -> test.publisher.upsertFrom(document, Tables.PERSON, bob, "good", 1, null));
        test.awaitRows(LETTERS);
    }

    @Test
    void letsTheTransformersTombstoneTakeOnlyItsOwnLetter() {
        transformersLetter(ada);
        test.awaitRows("SELECT stage FROM tidegate.dead_letter", "transform");
        upsert(ada, "bad\0", 1);
        test.awaitRows("SELECT count(*) FROM tidegate.refused_row", "1");
        test.awaitRows("SELECT stage FROM tidegate.dead_letter", "transform");

        transformersTombstone(ada);
        test.awaitRows("SELECT stage FROM tidegate.dead_letter", "sink");
        transformersTombstone(ada);
        upsert(bob, "good", 0);
        test.awaitRows(NAMES, "good");
        test.awaitRows("SELECT stage FROM tidegate.dead_letter", "sink");

        upsert(ada, "Ada", 2);
        test.awaitRows(LETTERS);
    }

    @Test
    void saysStaleInTheTransformersLetterOnlyWhereTheOlderRowWasTaken() {
        upsert(ada, "bad\0", 1);
        test.awaitRows("SELECT stage FROM tidegate.dead_letter", "sink");
        transformersLetter(ada);
        test.awaitRows("SELECT document_id, stage, stale FROM tidegate.dead_letter", ada + "|transform|f");

        upsert(bob, "Bob", 0);
        test.awaitRows(NAMES, "Bob");
        transformersLetter(bob);
        upsert(bob, "bad\0", 1);
        test.awaitRows("SELECT count(*) FROM tidegate.refused_row", "2");
        test.awaitRows(
                "SELECT document_id, stage, stale FROM tidegate.dead_letter",
                ada + "|transform|f",
                bob + "|transform|t");
    }

    @Test
    void saysSoTooWhenTheLetterComesBeforeTheRowIsRefused() {
        transformersLetter(ada);
        test.awaitRows("SELECT stage, stale FROM tidegate.dead_letter", "transform|t");
        upsert(ada, "bad\0", 1);
        test.awaitRows("SELECT stage, stale FROM tidegate.dead_letter", "transform|f");
    }

    @Test
    void letsAGoodRowTakeOnlyTheSinksLetter() {
        upsert(ada, "bad\0", 1);
        test.awaitRows("SELECT stage FROM tidegate.dead_letter", "sink");
        transformersLetter(ada);
        test.awaitRows("SELECT stage FROM tidegate.dead_letter", "transform");

        upsert(ada, "Ada", 2);
        test.awaitRows("SELECT * FROM tidegate.refused_row");
        test.awaitRows("SELECT stage FROM tidegate.dead_letter", "transform");

        transformersTombstone(ada);
        test.awaitRows(LETTERS);
    }

    @Test
    void namesTheConstraintAndNotTheValue() {
        test.database.execute("ALTER TABLE \"Person\" ADD CONSTRAINT small CHECK (__v < 4242)");
        upsert(ada, "Ada", 4242);

        test.awaitRows(LETTERS, ada + "|sink|refused-by-target|null|23514|f");
        assertThat(test.database.value("SELECT message FROM tidegate.dead_letter"))
                .contains("small")
                .doesNotContain("4242");
        test.awaitRows("SELECT \"constraint\" FROM tidegate.refused_row", "small");
    }

    @Test
    void namesTheRefusedRowsByTableAndKeyAndSaysStaleWhenOneOfThemIs() {
        Origin document = new Origin("people", "507f1f77bcf86cd799439011");
        test.database.execute("ALTER TABLE \"PersonToFriends\" ADD CONSTRAINT other CHECK (person_id <> friend_id)");
        test.publisher.inTransaction(() -> test.publisher.upsertFrom(document, Tables.PERSON, ada, "Ada", 0, null));
        test.awaitRows(NAMES, "Ada");
        test.publisher.inTransaction(() -> test.publisher.upsertFrom(document, Tables.FRIENDS, bob, bob));
        test.awaitRows(
                "SELECT document_id, sqlstate, stale FROM tidegate.dead_letter", "507f1f77bcf86cd799439011|23514|f");
        test.publisher.inTransaction(() -> test.publisher.upsertFrom(document, Tables.PERSON, ada, "bad\0", 1, null));

        test.awaitRows(
                "SELECT \"table\", row_key, deleted, stale FROM tidegate.refused_row",
                "Person|{" + ada + "}|f|t",
                "PersonToFriends|{" + bob + "," + bob + "}|f|f");
        test.awaitRows("SELECT document_id, stale FROM tidegate.dead_letter", "507f1f77bcf86cd799439011|t");
        assertThat(test.database.value("SELECT message FROM tidegate.dead_letter"))
                .startsWith("PostgreSQL refused 2 rows of this document: table Person, row (" + ada + "): text has a")
                .contains(", an older version of it is in the table; table PersonToFriends, row (" + bob + ", " + bob)
                .contains("errors replay")
                .doesNotContain("bad");
    }

    @Test
    void boundsWhatALetterNames() {
        Origin document = new Origin("people", "507f1f77bcf86cd799439011");
        test.publisher.inTransaction(() -> {
            for (int i = 0; i < 1000; i++) {
                test.publisher.upsertFrom(document, Tables.PERSON, new UUID(1, i), "bad\0", 0, null);
            }
        });
        test.awaitRows("SELECT count(*) FROM tidegate.refused_row", "1000");
        assertThat(test.database.value("SELECT message FROM tidegate.dead_letter"))
                .contains("refused 1000 rows", "; and 995 more, see tidegate.refused_row")
                .hasSizeLessThan(2000);
    }

    @Test
    void keepsALetterForARowThatPostgresqlDoesNotLetGo() {
        upsert(ada, "Ada", 0);
        test.awaitRows(NAMES, "Ada");
        test.database.execute("CREATE TABLE claim (person uuid REFERENCES \"Person\")");
        test.database.execute("INSERT INTO claim VALUES ('" + ada + "')");

        test.publisher.inTransaction(() -> test.publisher.delete(Tables.PERSON, ada));

        test.awaitRows(LETTERS, ada + "|sink|refused-by-target|null|23503|t");
        assertThat(test.database.value("SELECT message FROM tidegate.dead_letter"))
                .contains("row (" + ada + "), to be deleted: foreign key is violated");
        test.awaitRows("SELECT deleted FROM tidegate.refused_row", "t");

        test.database.execute("DROP TABLE claim");
        test.publisher.inTransaction(() -> test.publisher.delete(Tables.PERSON, ada));
        test.awaitRows(LETTERS);
        test.awaitRows(NAMES);
    }

    @Test
    void findsTheRowThatADeferredConstraintRefuses() {
        test.database.execute("CREATE TABLE known (id uuid PRIMARY KEY)");
        test.database.execute("INSERT INTO known VALUES ('" + bob + "')");
        test.database.execute(
                "ALTER TABLE \"Person\" ADD FOREIGN KEY (id) REFERENCES known DEFERRABLE INITIALLY DEFERRED");

        test.publisher.inTransaction(() -> {
            test.publisher.upsert(Tables.PERSON, ada, "Ada", 0, null);
            test.publisher.upsert(Tables.PERSON, bob, "Bob", 0, null);
        });

        test.awaitRows(NAMES, "Bob");
        test.awaitRows(LETTERS, ada + "|sink|refused-by-target|null|23503|f");
    }

    @Test
    void takesEveryWayOfRefusingDataForAMatterOfTheDocument() {
        test.database.execute("ALTER TABLE \"Person\" ALTER name TYPE varchar(5)");
        test.database.execute("ALTER TABLE \"Person\" ADD EXCLUDE USING btree (__v WITH =)");
        test.database.execute("CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF NEW.name = 'no' THEN RAISE 'no' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$");
        test.database.execute(
                "CREATE TRIGGER no BEFORE INSERT OR UPDATE ON \"Person\" FOR EACH ROW EXECUTE FUNCTION no()");
        upsert(bob, "Bob", 1);
        test.awaitRows(NAMES, "Bob");

        upsert(new UUID(0, 1), "too long", 2);
        upsert(new UUID(0, 2), "twice", 1);
        upsert(new UUID(0, 3), "no", 3);

        test.awaitRows("SELECT sqlstate FROM tidegate.dead_letter", "22001", "23P01", "23514");
        test.awaitRows(NAMES, "Bob");
    }

    /** Else a batch with many refused rows writes its good ones thousands of times. */
    @Test
    void writesTheGoodRowsOfABatchOnceWhileItLooksForTheRefused() {
        people(3000, -1);
        test.awaitRows("SELECT count(*) FROM \"Person\"", "3000");
        test.database.execute("CREATE TABLE updated (id uuid)");
        test.database.execute("CREATE FUNCTION updated() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " INSERT INTO updated VALUES (NEW.id); RETURN NEW; END $$");
        test.database.execute(
                "CREATE TRIGGER updated AFTER UPDATE ON \"Person\" FOR EACH ROW EXECUTE FUNCTION updated()");

        people(3000, 2500);

        test.awaitRows(LETTERS, new UUID(1, 2500) + "|sink|refused-by-target|name|22021|t");
        test.awaitRows("SELECT count(*), count(DISTINCT id) FROM updated", "2999|2999");
    }

    private void people(int number, int bad) {
        test.publisher.inTransaction(() -> {
            for (int i = 0; i < number; i++) {
                test.publisher.upsert(Tables.PERSON, new UUID(1, i), i == bad ? "bad\0" : "ok", i, null);
            }
        });
    }

    @Test
    void remembersRefusalsAfterARestart() {
        upsert(ada, "bad\0", 1);
        test.awaitRows("SELECT stage FROM tidegate.dead_letter", "sink");
        sink.close();
        test.start();

        upsert(ada, "Ada", 2);

        test.awaitRows(NAMES, "Ada");
        test.awaitRows(LETTERS);
    }

    @Test
    void makesOneLetterOfADocumentOfWhichManyRowsAreRefused() {
        Origin document = new Origin("people", "507f1f77bcf86cd799439011");
        test.publisher.inTransaction(() -> {
            for (int i = 0; i < 100; i++) {
                test.publisher.upsertFrom(document, Tables.PERSON, new UUID(1, i), "bad\0", 0, null);
            }
        });
        test.awaitRows(LETTERS, "507f1f77bcf86cd799439011|sink|refused-by-target|name|22021|f");

        upsert(ada, "Ada", 0);
        test.awaitRows(NAMES, "Ada");
    }

    @Test
    void stopsWhenMostRowsAreRefusedAndMakesNoLetters() {
        test.database.execute("ALTER TABLE \"Person\" ADD CONSTRAINT none CHECK (__v IS NULL)");
        test.publisher.inTransaction(() -> {
            for (int i = 0; i < 500; i++) {
                test.publisher.upsert(Tables.PERSON, new UUID(1, i), "x", i, null);
            }
        });

        assertThat(sink.failure()).isInstanceOf(TooManyRefusalsException.class).hasMessageContaining("none");
        test.awaitRows(LETTERS);
        test.awaitRows("SELECT coalesce(sum(next_offset), 0) FROM tidegate.sink_position", "0");
    }

    @Test
    void stopsAtWhatATriggerRaisesWithoutItsWords() {
        test.database.execute("CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " RAISE 'not %', NEW.name; END $$");
        test.database.execute("CREATE TRIGGER no BEFORE INSERT ON \"Person\" FOR EACH ROW EXECUTE FUNCTION no()");
        upsert(ada, "secret", 0);

        assertThat(sink.failure())
                .hasMessageContaining("raised an error (SQLSTATE P0001)")
                .hasMessageContaining("check_violation")
                .hasMessageNotContaining("secret");
    }

    @Test
    void stopsAtAnErrorThatIsNoMatterOfData() {
        test.database.execute("ALTER TABLE \"Person\" RENAME TO gone");
        upsert(ada, "Ada", 0);

        assertThat(sink.failure()).hasMessageContaining("42P01");
        test.awaitRows(LETTERS);
    }

    private void upsert(UUID id, String name, int version) {
        test.publisher.inTransaction(() -> test.publisher.upsert(Tables.PERSON, id, name, version, null));
    }

    private void transformersLetter(UUID id) {
        test.publisher.inTransaction(() -> test.publisher.upsert(
                TidegateTables.DEAD_LETTER,
                "Person",
                id.toString(),
                "transform",
                "wrong-type",
                "name",
                null,
                "…",
                "raw",
                0,
                1L,
                true,
                0L,
                0L));
    }

    private void transformersTombstone(UUID id) {
        test.publisher.inTransaction(() -> test.publisher.delete(TidegateTables.DEAD_LETTER, "Person", id.toString()));
    }
}
