package dev.tidegate.validator.integrity;

import static dev.tidegate.validator.ends.Workshop.ANN;
import static dev.tidegate.validator.ends.Workshop.NOBODY;
import static dev.tidegate.validator.ends.Workshop.THING;
import static dev.tidegate.validator.ends.Workshop.person;
import static dev.tidegate.validator.ends.Workshop.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.validator.ends.TwoEnds;
import dev.tidegate.validator.ends.TwoEnds.Ends;
import dev.tidegate.validator.ends.Workshop;
import dev.tidegate.validator.pipeline.AwaitedFences;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("mongodb")
class ReferencesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @AutoClose
    private static final TwoEnds SERVERS = new TwoEnds();

    private Ends ends;
    private ReferentialIntegrity integrity;

    @BeforeEach
    void prepare() {
        ends = Workshop.prepare(SERVERS);
        integrity = new ReferentialIntegrity(ends.migration(), ends.connections(), ends.source());
    }

    @Test
    void whatIsWellHasNoOrphan() {
        assertThat(integrity.columns().stream().map(column -> integrity.check(column, orphan -> {})))
                .allSatisfy(result -> {
                    assertThat(result.orphaned()).isZero();
                    assertThat(result.valid()).isEqualTo(result.references());
                });
        assertThat(integrity.columns())
                .extracting(ReferenceColumn::name)
                .containsExactly(
                        "things.owner",
                        "things.maker",
                        "things.subject",
                        "things.note",
                        "parts.thing_id",
                        "parts.supplier",
                        "parts.checker",
                        "thing_people.thing_id",
                        "thing_people.person_id",
                        "note_people.note_id",
                        "note_people.person_id");
        assertThat(check("things.owner").references()).isEqualTo(1);
    }

    @Test
    void aDocumentThatMongoDbDoesNotHaveIsTheApplicationsOwn() {
        refer("owner", person(ends, NOBODY));
        ForeignKeyResult result = check("things.owner");
        assertThat(result.count(OrphanKind.DANGLING_IN_SOURCE)).isEqualTo(1);
        assertThat(result.valid()).isZero();
        assertThat(result.differences()).isZero();
        Orphan orphan = result.examples().get(0);
        assertThat(orphan.referringDocument()).contains(THING.toHexString());
        assertThat(orphan.missingDocument()).contains(NOBODY.toHexString());
        assertThat(orphan.target()).isEqualTo(person(ends, NOBODY));
        assertThat(orphan.key()).containsExactly(thing(ends, THING).toString());
    }

    @Test
    void aDeadLetterWithoutARowIsNamedAsOne() {
        ends.document("people", "{_id: {$oid: '" + NOBODY + "'}}");
        refer("owner", person(ends, NOBODY));
        assertThat(onlyKind("things.owner")).isEqualTo(OrphanKind.BROKEN);
        ends.deadLetter("people", NOBODY.toHexString(), "transform", false);
        assertThat(onlyKind("things.owner")).isEqualTo(OrphanKind.DEAD_LETTER);
    }

    @Test
    void aStaleDeadLetterShouldHaveItsOlderRow() {
        ends.document("people", "{_id: {$oid: '" + NOBODY + "'}}");
        refer("owner", person(ends, NOBODY));
        ends.deadLetter("people", NOBODY.toHexString(), "transform", true);
        assertThat(onlyKind("things.owner")).isEqualTo(OrphanKind.BROKEN);
    }

    @Test
    void anotherCollectionsTagAndAnotherVersionAreForeign() {
        for (UUID id : List.of(thing(ends, ANN), UUID.randomUUID(), ends.id("people", new BsonString("x")))) {
            refer("owner", id);
            assertThat(onlyKind("things.owner")).isEqualTo(OrphanKind.FOREIGN_ID);
        }
    }

    @Test
    void idsOfAnyTypeAreFoundInTheMapOrInTheReferringDocument() {
        UUID number = ends.id("notes", new BsonInt32(7));
        UUID text = ends.id("notes", new BsonString("n/1"));
        refer("note", number);
        ends.sql("INSERT INTO tidegate.id_map VALUES ('" + number + "', 'notes', '{\"$numberInt\": \"7\"}')");
        assertThat(onlyKind("things.note")).isEqualTo(OrphanKind.DANGLING_IN_SOURCE);
        ends.document("notes", "{_id: {$numberLong: '7'}}");
        assertThat(onlyKind("things.note")).isEqualTo(OrphanKind.BROKEN);
        refer("note", text);
        assertThat(onlyKind("things.note")).isEqualTo(OrphanKind.BROKEN);
        ends.source().getCollection("things").drop();
        ends.document("things", "{_id: {$oid: '" + THING + "'}, subject: 'n/1'}");
        Orphan orphan = check("things.note").examples().get(0);
        assertThat(orphan.kind()).isEqualTo(OrphanKind.DANGLING_IN_SOURCE);
        assertThat(orphan.missingDocument()).contains("\"n/1\"");
    }

    @Test
    void anIdThatLivesInAnotherOfSeveralCollectionsBelongsThere() {
        refer("subject", person(ends, NOBODY));
        assertThat(onlyKind("things.subject")).isEqualTo(OrphanKind.DANGLING_IN_SOURCE);
        ends.document("notes", "{_id: {$oid: '" + NOBODY + "'}}");
        assertThat(onlyKind("things.subject")).isEqualTo(OrphanKind.BROKEN);
    }

    /** It was made when the id lived nowhere; the document has been a dead letter since, and its row stays as it was. */
    @Test
    void theRowOfAnOlderVersionRefersToWhatWasThereThen() {
        refer("subject", person(ends, NOBODY));
        ends.document("notes", "{_id: {$oid: '" + NOBODY + "'}}");
        ends.deadLetter("things", THING.toHexString(), "transform", true);
        assertThat(onlyKind("things.subject")).isEqualTo(OrphanKind.DANGLING_IN_SOURCE);
    }

    @Test
    void theRowOfAnOlderVersionMayReferToAnIdThatNobodyCanTellNow() {
        refer("note", ends.id("notes", new BsonString("as it was")));
        assertThat(onlyKind("things.note")).isEqualTo(OrphanKind.BROKEN);
        ends.deadLetter("things", THING.toHexString(), "transform", true);
        assertThat(onlyKind("things.note")).isEqualTo(OrphanKind.DANGLING_IN_SOURCE);
        refer("note", person(ends, ANN));
        assertThat(onlyKind("things.note")).isEqualTo(OrphanKind.FOREIGN_ID);
    }

    @Test
    void edgesAreCheckedAgainstBothEnds() {
        ends.sql("INSERT INTO thing_people VALUES ('" + thing(ends, THING) + "', '" + person(ends, NOBODY) + "'), ('"
                + thing(ends, NOBODY) + "', '" + person(ends, ANN) + "'), ('" + thing(ends, THING) + "', '"
                + person(ends, ANN) + "')");
        ForeignKeyResult left = check("thing_people.thing_id");
        assertThat(left.references()).isEqualTo(3);
        assertThat(left.count(OrphanKind.DANGLING_IN_SOURCE)).isEqualTo(1);
        assertThat(left.examples().get(0).referringDocument()).contains(ANN.toHexString());
        assertThat(check("thing_people.person_id").examples().get(0).referringDocument())
                .contains(THING.toHexString());
    }

    @Test
    void anEdgeWithoutItsOnlyHolderAndAChildWithoutParentShouldBeGone() {
        ends.sql("INSERT INTO note_people VALUES ('" + ends.id("notes", NOBODY) + "', '" + person(ends, ANN) + "'), ('"
                + ends.id("notes", NOBODY) + "', '" + person(ends, NOBODY) + "')");
        ends.sql("INSERT INTO parts (thing_id, position, checker) VALUES ('" + thing(ends, NOBODY) + "', 0, '"
                + person(ends, ANN) + "')");
        assertThat(check("note_people.note_id").count(OrphanKind.BROKEN)).isEqualTo(2);
        assertThat(onlyKind("note_people.person_id")).isEqualTo(OrphanKind.DANGLING_IN_SOURCE);
        assertThat(onlyKind("parts.thing_id")).isEqualTo(OrphanKind.BROKEN);
    }

    @Test
    void aChildsReferenceNamesTheParentsDocument() {
        ends.sql("INSERT INTO parts (thing_id, position, checker, supplier) VALUES ('" + thing(ends, THING) + "', 3, '"
                + person(ends, ANN) + "', '" + person(ends, NOBODY) + "')");
        Orphan orphan = check("parts.supplier").examples().get(0);
        assertThat(orphan.key()).containsExactly(thing(ends, THING).toString(), "3");
        assertThat(orphan.referringDocument()).contains(THING.toHexString());
    }

    @Test
    void askingAgainLeavesOutWhatHasArrived() {
        ends.document("people", "{_id: {$oid: '" + NOBODY + "'}}");
        refer("owner", person(ends, NOBODY));
        ends.sql("INSERT INTO parts (thing_id, position, checker) VALUES ('" + thing(ends, THING) + "', 0, '"
                + person(ends, NOBODY) + "')");
        ends.sql("INSERT INTO thing_people VALUES ('" + thing(ends, THING) + "', '" + person(ends, NOBODY) + "')");
        List<Orphan> orphans = new ArrayList<>();
        integrity.columns().forEach(column -> integrity.check(column, orphans::add));
        assertThat(integrity.recheck(orphans))
                .containsExactlyInAnyOrderElementsOf(orphans)
                .hasSize(3);
        ends.sql("DELETE FROM parts");
        assertThat(integrity.recheck(orphans)).hasSize(2).allMatch(orphan -> orphan.kind() == OrphanKind.BROKEN);
        ends.sql("INSERT INTO people (id, name) VALUES ('" + person(ends, NOBODY) + "', 'late')");
        assertThat(integrity.recheck(orphans)).isEmpty();
    }

    @Test
    void whatComesWithThePipelineWasOnItsWay() {
        ends.document("people", "{_id: {$oid: '" + NOBODY + "'}}");
        refer("owner", person(ends, NOBODY));
        List<Orphan> orphans = new ArrayList<>();
        integrity.columns().forEach(column -> integrity.check(column, orphans::add));
        assertThat(integrity.settle(orphans, new AwaitedFences(Pipeline.AT_REST, PATIENCE)))
                .hasSize(1);
        Pipeline pipeline = () -> () -> {
            ends.sql("INSERT INTO people (id, name) VALUES ('" + person(ends, NOBODY) + "', 'late')");
            return true;
        };
        assertThat(integrity.settle(orphans, new AwaitedFences(pipeline, PATIENCE)))
                .isEmpty();
    }

    @Test
    void manyOrphansAreStreamedAndAFewListed() {
        ends.sql("INSERT INTO things (id, name, maker, owner) SELECT tidegate.uuid_for('things', lpad(to_hex(n), 24,"
                + " '0')), 'x', '" + person(ends, ANN) + "', tidegate.uuid_for('people', lpad(to_hex(n), 24, '7'))"
                + " FROM generate_series(1, 2500) n");
        List<Orphan> all = new ArrayList<>();
        ForeignKeyResult result = integrity.check(column("things.owner"), all::add);
        assertThat(result.count(OrphanKind.DANGLING_IN_SOURCE)).isEqualTo(2500);
        assertThat(result.references()).isEqualTo(2501);
        assertThat(result.valid()).isEqualTo(1);
        assertThat(result.examples()).hasSize(ReferentialIntegrity.EXAMPLES);
        assertThat(all).hasSize(2500);
        assertThat(integrity.recheck(all)).hasSize(2500);
    }

    @Test
    void anInterruptEndsALongJoin() throws InterruptedException {
        ends.sql("INSERT INTO things (id, name, maker, owner) VALUES ('" + thing(ends, NOBODY) + "', 'x', '"
                + person(ends, ANN) + "', NULL)");
        ends.sql("ALTER TABLE people RENAME TO people_rows");
        ends.sql("CREATE VIEW people AS SELECT p.* FROM people_rows p, LATERAL (SELECT pg_sleep(120), p.id) s");
        var failure = new Throwable[1];
        Thread checking = new Thread(() -> {
            try {
                integrity.check(column("things.owner"), orphan -> {});
            } catch (UnreadableTargetException e) {
                failure[0] = e;
            }
        });
        checking.start();
        await().untilAsserted(() -> assertThat(ends.rows("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"))
                .isNotEmpty());
        checking.interrupt();
        checking.join(20_000);
        assertThat(checking.isAlive()).isFalse();
        assertThat(failure[0]).hasMessageContaining("57014");
    }

    private void refer(String column, UUID id) {
        ends.sql("UPDATE things SET \"" + column + "\" = '" + id + "'");
    }

    private OrphanKind onlyKind(String column) {
        ForeignKeyResult result = check(column);
        assertThat(result.orphaned()).isEqualTo(1);
        return result.examples().get(0).kind();
    }

    private ForeignKeyResult check(String column) {
        return integrity.check(column(column), orphan -> {});
    }

    private ReferenceColumn column(String name) {
        return integrity.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
