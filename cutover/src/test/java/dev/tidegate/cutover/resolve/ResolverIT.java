package dev.tidegate.cutover.resolve;

import static dev.tidegate.validator.ends.Workshop.ANN;
import static dev.tidegate.validator.ends.Workshop.BOB;
import static dev.tidegate.validator.ends.Workshop.NOBODY;
import static dev.tidegate.validator.ends.Workshop.THING;
import static dev.tidegate.validator.ends.Workshop.person;
import static dev.tidegate.validator.ends.Workshop.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.cutover.resolve.Resolution.Cause;
import dev.tidegate.cutover.resolve.Resolver.Undone;
import dev.tidegate.cutover.resolve.SurveyResult.StandingResolution;
import dev.tidegate.validator.ends.TwoEnds;
import dev.tidegate.validator.ends.TwoEnds.Ends;
import dev.tidegate.validator.ends.Workshop;
import dev.tidegate.validator.integrity.ResolutionKind;
import dev.tidegate.validator.integrity.ResolvedRow;
import dev.tidegate.validator.integrity.ResolvedRows;
import dev.tidegate.validator.pipeline.Pipeline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("mongodb")
class ResolverIT {
    private static final String EVERYTHING = "SELECT * FROM things ORDER BY id";
    private static final String NULL_AND_RECORD = "policies: {dangling: null_and_record}\n";
    private static final String KEEP_NEWEST = "policies: {dangling: null_and_record, duplicates: keep_newest}\n";
    private static final ObjectId NEWER = new ObjectId("680000000000000000000003");

    @AutoClose
    private static final TwoEnds SERVERS = new TwoEnds();

    private Ends ends;

    @Test
    void nullIsSetRecordedAndTakenBackExactly() {
        prepare(NULL_AND_RECORD);
        ends.sql("UPDATE things SET owner = '" + person(ends, NOBODY) + "', price = 'NaN', data = 'null',"
                + " tags = '[0:1]={a,NULL}', at = '0044-03-15 00:00:00.001 BC', lvl = 'high'");
        List<String> before = ends.rows(EVERYTHING);
        assertThat(survey().blocking()).isZero();
        assertThat(survey().resolvable()).isEqualTo(1);
        assertThat(resolver().apply()).isEqualTo(Applied.NULLED);
        assertThat(ends.rows("SELECT owner FROM things")).containsExactly("null");
        assertThat(survey().resolvable()).isZero();
        ResolvedRow row = standing().get(0);
        assertThat(row.kind()).isEqualTo(ResolutionKind.NULLED);
        assertThat(row.column()).contains("owner");
        assertThat(row.targetId()).contains(person(ends, NOBODY));
        assertThat(row.policy()).isEqualTo("null_and_record");
        assertThat(resolver().undo(row.number()).obstacle()).isEmpty();
        assertThat(ends.rows(EVERYTHING)).isEqualTo(before);
        assertThat(standing()).isEmpty();
        assertThat(resolver().undo(row.number()).obstacle()).contains("is undone already");
        assertThat(resolver().undo(99).obstacle()).contains("there is no such resolution");
    }

    @Test
    void aSecondApplicationFindsNothingToDo() {
        prepare(NULL_AND_RECORD);
        refer("owner", NOBODY);
        resolver().apply();
        assertThat(resolver().apply()).isEqualTo(Applied.NOTHING);
        assertThat(ends.rows("SELECT count(*) FROM tidegate.resolution")).containsExactly("1");
    }

    @Test
    void resolvesAndUndoesOnATargetThatAnEarlierBuildPrepared() {
        prepare(NULL_AND_RECORD);
        ends.sql("ALTER TABLE tidegate.resolution RENAME COLUMN number TO act");
        ends.sql("ALTER SEQUENCE tidegate.resolution_number RENAME TO resolution_act");
        refer("owner", NOBODY);
        assertThat(resolver().apply()).isEqualTo(Applied.NULLED);
        assertThat(resolver().undoAll()).hasSize(1);
    }

    @Test
    void whatIsBrokenOrForeignIsNeverResolved() {
        prepare(NULL_AND_RECORD);
        refer("owner", NOBODY);
        ends.document("people", "{_id: {$oid: '" + NOBODY + "'}}");
        ends.sql("UPDATE things SET subject = '" + UUID.randomUUID() + "'");
        List<String> before = ends.rows(EVERYTHING);
        assertThat(resolver().apply()).isEqualTo(Applied.NOTHING);
        assertThat(ends.rows(EVERYTHING)).isEqualTo(before);
        assertThat(survey().blocking()).isEqualTo(2);
    }

    @Test
    void aReferenceToADeadLetterIsNeverTakenAwayAndBlocks() {
        prepare(NULL_AND_RECORD);
        refer("owner", NOBODY);
        ends.sql("INSERT INTO thing_people VALUES ('" + thing(ends, THING) + "', '" + person(ends, NOBODY) + "')");
        ends.document("people", "{_id: {$oid: '" + NOBODY + "'}}");
        ends.deadLetter("people", NOBODY.toHexString(), "transform", false);
        List<String> before = ends.rows(EVERYTHING);
        assertThat(resolver().apply()).isEqualTo(Applied.NOTHING);
        assertThat(ends.rows(EVERYTHING)).isEqualTo(before);
        assertThat(ends.rows("SELECT * FROM thing_people")).hasSize(1);
        assertThat(survey().blocking()).isEqualTo(2);
        assertThat(survey().resolvable()).isZero();
    }

    @Test
    void aRequiredReferenceOfADocumentBlocksByName() {
        prepare(NULL_AND_RECORD);
        refer("maker", NOBODY);
        assertThat(resolver().apply()).isEqualTo(Applied.NOTHING);
        assertThat(survey().blocking()).isEqualTo(1);
        assertThat(survey().references())
                .filteredOn(finding -> finding.blocking() > 0)
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy().text()).contains("the column is required"));
    }

    @Test
    void edgesAndChildrenThatCannotHoldNullAreRemovedAndComeBack() {
        prepare(NULL_AND_RECORD);
        ends.sql("INSERT INTO thing_people VALUES ('" + thing(ends, THING) + "', '" + person(ends, NOBODY) + "'), ('"
                + thing(ends, THING) + "', '" + person(ends, ANN) + "')");
        ends.sql("INSERT INTO parts (thing_id, position, checker) VALUES ('" + thing(ends, THING) + "', 0, '"
                + person(ends, NOBODY) + "'), ('" + thing(ends, THING) + "', 1, '" + person(ends, ANN) + "')");
        List<String> before = edgesAndParts();
        assertThat(resolver().apply()).isEqualTo(new Applied(0, 2, 0, 0, 0));
        assertThat(edgesAndParts()).hasSize(2).isSubsetOf(before);
        assertThat(resolver().undoAll()).extracting(Undone::obstacle).allMatch(obstacle -> obstacle.isEmpty());
        assertThat(edgesAndParts()).isEqualTo(before);
    }

    @Test
    void aDocumentWithARequiredReferenceThatDanglesBecomesADeadLetter() {
        prepare("policies: {dangling: dead_letter}\n");
        refer("maker", NOBODY);
        ends.sql("INSERT INTO thing_people VALUES ('" + thing(ends, THING) + "', '" + person(ends, ANN) + "')");
        List<String> before = all();
        assertThat(survey().blocking()).isZero();
        assertThat(resolver().apply()).isEqualTo(Applied.DEAD_LETTERED);
        assertThat(ends.rows("SELECT * FROM things")).isEmpty();
        assertThat(ends.rows("SELECT collection, document_id, stage, reason, field FROM tidegate.dead_letter"))
                .containsExactly("things," + THING + ",references,dangling-reference,maker");
        assertThat(resolver().apply()).isEqualTo(Applied.NOTHING);
        assertThat(resolver().undoAll()).extracting(Undone::obstacle).allMatch(obstacle -> obstacle.isEmpty());
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void aPlaceholderNeedsDefaultsForAllThatIsRequired() {
        prepare("policies: {dangling: placeholder}\n");
        refer("owner", NOBODY);
        assertThat(resolver().apply()).isEqualTo(Applied.NOTHING);
        assertThat(survey().references().get(0).remedy().text()).contains("default in the migration file for name");
    }

    @Test
    void onePlaceholderServesAllThatReferToIt() {
        ends = SERVERS.prepare("""
                policies: {dangling: placeholder}
                collections:
                  people:
                    columns:
                      name: {type: text, required: true, default: unknown}
                      made: {type: timestamp(3), required: true, default: object_id_time}
                      tags: {type: "text[]", required: true, default: []}
                      at: {type: timestamp(3), required: true, default: "2024-01-31T12:00:00Z"}
                      kind: {type: text, constant: person}
                      email: text
                  things: {columns: {owner: {type: uuid, required: true, references: {collection: people, on_delete: restrict}}}}
                """);
        ends.sql("INSERT INTO things VALUES ('" + thing(ends, THING) + "', '" + person(ends, NOBODY) + "'), ('"
                + thing(ends, ANN) + "', '" + person(ends, NOBODY) + "')");
        assertThat(resolver().apply()).isEqualTo(new Applied(0, 0, 1, 0, 1));
        assertThat(ends.rows("SELECT id, name, made, tags, at, kind, email FROM people"))
                .containsExactly(
                        person(ends, NOBODY) + ",unknown,2023-09-12 06:06:56,{},2024-01-31 12:00:00,person,null");
        assertThat(survey().resolvable()).isZero();
        long number = standing().get(0).number();
        assertThat(resolver().undo(number).obstacle()).isEmpty();
        assertThat(ends.rows("SELECT * FROM people")).isEmpty();
    }

    @Test
    void aColumnsOwnPolicyGoesBeforeTheFiles() {
        ends = Workshop.prepare(SERVERS, NULL_AND_RECORD, ", policy: {dangling: fail}", "");
        refer("owner", NOBODY);
        refer("subject", NOBODY);
        assertThat(resolver().apply()).isEqualTo(Applied.NULLED);
        assertThat(survey().blocking()).isEqualTo(1);
        assertThat(survey().references().get(0).remedy().text()).isEqualTo("policy fail: correct the documents");
    }

    @Test
    void aRowThatHasChangedSinceIsLeftAlone() {
        prepare(NULL_AND_RECORD);
        refer("owner", NOBODY);
        refer("subject", NOBODY);
        assertThat(resolver().apply()).isEqualTo(new Applied(2, 0, 0, 0, 0));
        List<ResolvedRow> rows = standing();
        assertThat(resolver().undo(rows.get(0).number()).obstacle())
                .as("a later resolution on another column is no change")
                .isEmpty();
        ends.sql("UPDATE things SET name = 'changed'");
        assertThat(resolver().undo(rows.get(1).number()).obstacle())
                .hasValueSatisfying(text -> assertThat(text).contains("has changed since"));
        assertThat(ends.rows("SELECT subject, name FROM things")).containsExactly("null,changed");
        assertThat(standing()).hasSize(1);
    }

    @Test
    void aLaterVersionOverwritesAnActAndIsListedAgain() {
        prepare(NULL_AND_RECORD);
        refer("owner", NOBODY);
        resolver().apply();
        long number = standing().get(0).number();
        refer("owner", NOBODY);
        assertThat(standing()).isEmpty();
        assertThat(survey().resolvable()).isEqualTo(1);
        assertThat(resolver().undo(number).obstacle())
                .hasValueSatisfying(text -> assertThat(text).contains("overtaken"));
        assertThat(resolver().apply()).isEqualTo(Applied.NULLED);
        assertThat(standing()).hasSize(1);
    }

    @Test
    void aTargetThatArrivesLaterIsTold() {
        prepare(NULL_AND_RECORD);
        refer("owner", NOBODY);
        resolver().apply();
        assertThat(survey().resolutions())
                .extracting(StandingResolution::targetHasArrived)
                .containsExactly(false);
        Workshop.person(ends, NOBODY, "late");
        assertThat(survey().resolutions())
                .extracting(StandingResolution::targetHasArrived)
                .containsExactly(true);
        assertThat(resolver().undoAll()).hasSize(1);
        assertThat(ends.rows("SELECT owner FROM things"))
                .containsExactly(person(ends, NOBODY).toString());
        assertThat(survey().references()).allMatch(finding -> finding.result().orphaned() == 0);
    }

    @Test
    void whatDiesBeforeItsCommitHasDoneNothing() throws SQLException {
        prepare(NULL_AND_RECORD);
        refer("owner", NOBODY);
        resolver().refresh();
        List<String> before = ends.rows(EVERYTHING);
        try (Connection dying = ends.open()) {
            dying.setAutoCommit(false);
            RowImages rows = new RowImages(dying, ends.migration().table("things"));
            List<String> key = List.of(thing(ends, THING).toString());
            new Resolution(dying, "null_and_record")
                    .setNull(
                            rows,
                            key,
                            new Cause("owner", "people", person(ends, NOBODY)),
                            rows.lock(key).orElseThrow());
        }
        assertThat(ends.rows(EVERYTHING)).isEqualTo(before);
        assertThat(standing()).isEmpty();
        assertThat(resolver().apply()).isEqualTo(Applied.NULLED);
    }

    @Test
    void twoRunsDoNotWorkAtOnce() {
        prepare(NULL_AND_RECORD);
        try (TargetWriter other = TargetWriter.open(ends.jdbcUrl())) {
            assertThat(other).isNotNull();
            assertThatThrownBy(() -> resolver().apply())
                    .isInstanceOf(ResolutionFailedException.class)
                    .hasMessageContaining("another 'tidegate references' is at work");
        }
        assertThat(resolver().apply()).isEqualTo(Applied.NOTHING);
    }

    @Test
    void aConstraintThatStandsRefusesAnUndo() {
        prepare(NULL_AND_RECORD);
        refer("owner", NOBODY);
        resolver().apply();
        ends.sql("ALTER TABLE things ADD FOREIGN KEY (owner) REFERENCES people (id)");
        assertThat(resolver().undoAll())
                .singleElement()
                .satisfies(undone -> assertThat(undone.obstacle())
                        .hasValueSatisfying(text -> assertThat(text).contains("SQLSTATE 23503")));
        assertThat(standing()).hasSize(1);
    }

    @Test
    void theNewestOfDoubleValuesIsKept() {
        prepare(KEEP_NEWEST);
        clash();
        List<String> before = all();
        assertThat(survey().blocking()).isZero();
        assertThat(resolver().apply()).isEqualTo(new Applied(1, 1, 0, 1, 0));
        assertThat(ends.rows("SELECT id FROM people WHERE email IS NOT NULL"))
                .containsExactly(person(ends, NEWER).toString());
        assertThat(ends.rows("SELECT collection, document_id, stage, reason, field, stale FROM tidegate.dead_letter"))
                .containsExactly("people," + ANN + ",references,duplicate-value,email,f");
        assertThat(ends.rows("SELECT * FROM thing_people")).isEmpty();
        assertThat(ends.rows("SELECT * FROM tidegate.unmapped")).isEmpty();
        assertThat(survey().clashes()).allMatch(clash -> clash.values() == 0);
        assertThat(resolver().apply()).isEqualTo(Applied.NOTHING);
        assertThat(resolver().undoAll()).extracting(Undone::obstacle).allMatch(obstacle -> obstacle.isEmpty());
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void aDocumentThatComesBackTakesItsDeadLetterAway() {
        prepare(KEEP_NEWEST);
        clash();
        resolver().apply();
        ends.sql("INSERT INTO people (id, name, email) VALUES ('" + person(ends, ANN) + "', 'Ann', 'other@b')");
        resolver().refresh();
        assertThat(ends.rows("SELECT * FROM tidegate.dead_letter")).isEmpty();
        assertThat(ends.rows("SELECT DISTINCT undone_by FROM tidegate.resolution WHERE policy = 'keep_newest'"))
                .containsExactly("overtaken");
    }

    @Test
    void doubleValuesOfRowsWithoutADocumentAreNoMatterForAPolicy() {
        prepare(KEEP_NEWEST);
        clash();
        ends.source().getCollection("people").drop();
        assertThat(resolver().apply().deadLettered()).isZero();
        assertThat(ends.rows("SELECT count(*) FROM people WHERE email IS NOT NULL"))
                .containsExactly("2");
    }

    @Test
    void danglingReferencesAreListedInTheirTable() {
        prepare("");
        refer("owner", NOBODY);
        ends.sql("INSERT INTO thing_people VALUES ('" + thing(ends, NOBODY) + "', '" + person(ends, ANN) + "')");
        resolver().refresh();
        resolver().refresh();
        assertThat(ends.rows("SELECT * FROM tidegate.dangling ORDER BY 1"))
                .containsExactly(
                        "thing_people," + person(ends, ANN) + ",thing_id,things," + thing(ends, NOBODY),
                        "things," + thing(ends, THING) + ",owner,people," + person(ends, NOBODY));
        assertThat(survey().blocking()).as("policy keep").isEqualTo(2);
        assertThat(resolver().apply()).isEqualTo(Applied.NOTHING);
    }

    /** Two with one email; the older one has an edge, unmapped fields, and things that refer to it. */
    private void clash() {
        Workshop.person(ends, NEWER, "Anna");
        ends.sql(
                "UPDATE people SET email = 'a@b' WHERE name <> 'Bob'",
                "UPDATE things SET maker = '" + person(ends, BOB) + "', owner = '" + person(ends, ANN) + "'",
                "INSERT INTO thing_people VALUES ('" + thing(ends, THING) + "', '" + person(ends, ANN) + "')",
                "INSERT INTO tidegate.unmapped VALUES ('people', '" + person(ends, ANN) + "', '{\"a\": 1}')");
        ends.source().getCollection("things").drop();
        ends.document("things", "{_id: {$oid: '" + THING + "'}, people: [{$oid: '" + ANN + "'}]}");
    }

    private List<String> all() {
        return List.of(
                ends.rows(EVERYTHING).toString(),
                ends.rows("SELECT * FROM people ORDER BY id").toString(),
                ends.rows("SELECT * FROM thing_people").toString(),
                ends.rows("SELECT * FROM tidegate.unmapped").toString(),
                ends.rows("SELECT * FROM tidegate.dead_letter").toString());
    }

    private List<String> edgesAndParts() {
        return ends.rows("SELECT thing_id::text, person_id::text FROM thing_people UNION ALL"
                + " SELECT position::text, checker::text FROM parts ORDER BY 1, 2");
    }

    private void prepare(String policies) {
        ends = Workshop.prepare(SERVERS, policies, "", "");
    }

    private Resolver resolver() {
        return new Resolver(ends.migration(), ends.jdbcUrl(), ends.source());
    }

    private SurveyResult survey() {
        return new ReferenceSurvey(ends.migration(), ends.jdbcUrl(), ends.source(), Pipeline.AT_REST, Duration.ZERO)
                .run();
    }

    private List<ResolvedRow> standing() {
        try (Connection target = ends.connections().open()) {
            return ends.migration().tables().stream()
                    .flatMap(table -> ResolvedRows.standing(target, table).stream())
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refer(String column, ObjectId person) {
        ends.sql("UPDATE things SET \"" + column + "\" = '" + person(ends, person) + "'");
    }
}
