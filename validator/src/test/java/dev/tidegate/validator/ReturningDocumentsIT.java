package dev.tidegate.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.ends.TwoEnds;
import dev.tidegate.validator.ends.TwoEnds.Ends;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.RowCount;
import dev.tidegate.validator.result.Settling;
import dev.tidegate.validator.result.TableResult;
import dev.tidegate.validator.result.ValidationResult;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.groups.Tuple;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A document whose id is no ObjectId is away while its collection is read, and back before its rows are gone through, or
 * before what differed is rechecked.
 */
@Tag("mongodb")
class ReturningDocumentsIT {
    private static final String YAML = """
            collections:
              people: {columns: {name: text not null}}
              notes:
                ids: any
                columns: {body: text not null}
                children:
                  parts: {parent: note_id, key: {ordinal: position}, columns: {code: text}}
            junctions:
              note_people:
                left: {collection: notes, column: note_id, array: readers}
                right: {collection: people, column: person_id}
            """;

    private static final String STAYS = "stays";
    private static final String BACK = "back";

    @AutoClose
    private static final TwoEnds SERVERS = new TwoEnds();

    private Ends ends;

    @BeforeEach
    void oneDocumentThatStays() {
        ends = SERVERS.prepare(YAML);
        insert(STAYS);
        row(STAYS);
        wayBack(STAYS);
    }

    @Test
    void rowsThatSomebodyAddedAreFoundWhenItIsBackBeforeTheyAreGoneThrough() {
        row(BACK);
        wayBack(BACK);
        damage();

        ValidationResult result = validate(whenRead(() -> insert(BACK)), Pipeline.AT_REST);

        assertThat(result.differences())
                .extracting(Difference::kind, Difference::id)
                .contains(found());
        assertThat(notes(result)).isEqualTo(new RowCount(2, 2, Map.of()));
    }

    @Test
    void rowsThatSomebodyAddedAreFoundWhenItIsBackBeforeTheyAreRechecked() {
        damage();

        ValidationResult result = validate(ValidationProgress.SILENT, onFence(() -> {
            insert(BACK);
            row(BACK);
            wayBack(BACK);
        }));

        assertThat(result.differences())
                .extracting(Difference::kind, Difference::id)
                .contains(found());
        assertThat(notes(result)).isEqualTo(new RowCount(2, 2, Map.of()));
    }

    @Test
    void itIsNoDifferenceAndIsCountedOnce() {
        ValidationProgress comesBack = whenRead(() -> {
            insert(BACK);
            row(BACK);
            wayBack(BACK);
            part(BACK, 0, "a");
            part(BACK, 1, "b");
            unmapped(BACK);
            ends.source()
                    .getCollection("notes")
                    .updateOne(
                            new BsonDocument("_id", new BsonString(BACK)),
                            BsonDocument.parse("{$set: {parts: [{code: 'a'}, {code: 'b'}], more: 'x'}}"));
        });

        ValidationResult result = validate(comesBack, Pipeline.AT_REST);

        assertThat(result.differences()).isEmpty();
        assertThat(result.passes()).isTrue();
        assertThat(notes(result)).isEqualTo(new RowCount(2, 2, Map.of()));
        assertThat(rows(result, "parts")).isEqualTo(new RowCount(2, 2, Map.of()));
    }

    @Test
    void whatItBringsIsNoDifferenceWhenItsRowsWereThereWithoutAWayBack() {
        row(BACK);
        unmapped(BACK);

        ValidationResult result = validate(ValidationProgress.SILENT, onFence(() -> {
            ends.document("notes", "{_id: '" + BACK + "', body: 'b', more: 'x'}");
            wayBack(BACK);
        }));

        assertThat(result.differences()).isEmpty();
        assertThat(result.settling()).as("two rows of one document").isEqualTo(new Settling(1, 1, 2, 0));
        assertThat(notes(result)).isEqualTo(new RowCount(2, 2, Map.of()));
    }

    @Test
    void aDeadLetterOfItIsComparedWithIt() {
        row(BACK);
        wayBack(BACK);
        ends.deadLetter("notes", display(BACK), "transform", false);

        ValidationResult result = validate(whenRead(() -> insert(BACK)), Pipeline.AT_REST);

        assertThat(result.differences()).extracting(Difference::kind).contains(DifferenceKind.DEAD_LETTER_UNEXPECTED);
    }

    /** Of a document with an ObjectId, whose rows are read at the same time as it is. */
    @Test
    void aDeadLetterOfADocumentThatCameLaterIsComparedWithIt() {
        var late = new ObjectId("000000000000000000000000");
        ends.deadLetter("people", late.toHexString(), "transform", false);
        ends.document("people", "{_id: {$oid: '000000000000000000000001'}, name: 'a'}");
        ends.sql("INSERT INTO people VALUES ('" + ends.id("people", new ObjectId("000000000000000000000001"))
                + "', 'a')");
        var progress = new WhenRead("people", once(() -> {
            ends.document("people", "{_id: {$oid: '" + late + "'}, name: 'a'}");
            ends.sql("INSERT INTO people VALUES ('" + ends.id("people", late) + "', 'a')");
        }));

        ValidationResult result = validate(progress, Pipeline.AT_REST);

        assertThat(result.differences()).extracting(Difference::kind).contains(DifferenceKind.DEAD_LETTER_UNEXPECTED);
    }

    /** As the pipeline writes nothing: beside the row, or in its place. */
    private void damage() {
        part(BACK, 0, "planted");
        unmapped(BACK);
        ends.sql("INSERT INTO note_people VALUES ('" + rowId(BACK) + "', '" + ends.id("people", new ObjectId()) + "')");
    }

    private Tuple[] found() {
        return new Tuple[] {
            Tuple.tuple(DifferenceKind.EXTRA_CHILD, display(BACK)),
            Tuple.tuple(DifferenceKind.EXTRA_UNMAPPED, display(BACK)),
        };
    }

    private void insert(String id) {
        ends.document("notes", "{_id: '" + id + "', body: 'b'}");
    }

    private void row(String id) {
        ends.sql("INSERT INTO notes VALUES ('" + rowId(id) + "', 'b')");
    }

    private void part(String id, int position, String code) {
        ends.sql("INSERT INTO parts VALUES ('" + rowId(id) + "', " + position + ", '" + code + "')");
    }

    private void unmapped(String id) {
        ends.sql("INSERT INTO tidegate.unmapped (\"table\", id, fields) VALUES ('notes', '" + rowId(id)
                + "', '{\"more\": \"x\"}')");
    }

    private void wayBack(String id) {
        ends.sql("INSERT INTO tidegate.id_map (id, collection, document_id) VALUES ('" + rowId(id) + "', 'notes', '"
                + display(id) + "')");
    }

    private static String display(String id) {
        return DocumentId.of(new BsonString(id)).display();
    }

    private UUID rowId(String id) {
        return ends.id("notes", new BsonString(id));
    }

    private static RowCount notes(ValidationResult result) {
        return rows(result, "notes");
    }

    private static RowCount rows(ValidationResult result, String table) {
        return result.tables().stream()
                .filter(each -> each.table().equals(table))
                .map(TableResult::rows)
                .findFirst()
                .orElseThrow();
    }

    private ValidationResult validate(ValidationProgress progress, Pipeline pipeline) {
        var config = new ValidatorConfig(
                ends.migration(),
                SERVERS.mongodbUri(),
                ends.jdbcUrl(),
                new ValidatorConfig.Limits(100, 1, Duration.ofSeconds(20), 0),
                Optional.empty());
        return new Validation(config, pipeline).run(new Coverage.Full(), progress);
    }

    private static ValidationProgress whenRead(Runnable action) {
        return new WhenRead("notes", once(action));
    }

    private static Runnable once(Runnable action) {
        var isDone = new AtomicBoolean();
        return () -> {
            if (!isDone.getAndSet(true)) {
                action.run();
            }
        };
    }

    /** Acts once, when all documents of a collection have been compared and its rows have not been gone through. */
    private record WhenRead(String wanted, Runnable action) implements ValidationProgress {
        @Override
        public void started(Map<String, Long> estimatedDocuments) {}

        @Override
        public void compared(String collection, long documents) {
            if (collection.equals(wanted)) {
                action.run();
            }
        }

        @Override
        public void settling(int generation, long left) {}

        @Override
        public void checking(String what) {}
    }

    /** A pipeline that passes each fence at once, when it has done this at the first. */
    private static Pipeline onFence(Runnable action) {
        Runnable first = once(action);
        return () -> {
            first.run();
            return () -> true;
        };
    }
}
