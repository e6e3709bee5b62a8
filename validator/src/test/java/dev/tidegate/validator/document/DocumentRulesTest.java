package dev.tidegate.validator.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.validator.document.ExpectedRows.Expectation;
import dev.tidegate.validator.document.ExpectedRows.ExpectedChild;
import dev.tidegate.validator.document.ExpectedRows.Flaw;
import dev.tidegate.validator.document.ExpectedRows.Unconvertible;
import dev.tidegate.validator.value.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

class DocumentRulesTest {
    private static final String ID = "{$oid: '650000000000000000000001'}";
    private static final String TASK = "{$oid: '650000000000000000000002'}";
    private static final String CRM_TASK = "{$oid: '650000000000000000000003'}";
    private static final Migration SHOP = MigrationFile.parse("shop.yaml", """
            migration: shop
            source: {database: shop}
            collections:
              tasks:
                columns: {name: text}
              crmTasks:
                columns: {name: text}
              orders:
                columns:
                  street: {type: text, from: address.street}
                  label: {type: text, from: [newLabel, oldLabel]}
                  active: {type: boolean, required: true, map: {Active: "true"}}
                  kind: {type: text, constant: order}
                  task:
                    type: uuid
                    references:
                      one_of:
                        - {collection: tasks, column: task}
                        - {collection: crmTasks, column: crmTask}
                  crmTask: {type: uuid, references: crmTasks}
                require_any: [[task, crmTask]]
                children:
                  OrderLines:
                    from: lines
                    key: {element: sku}
                    columns:
                      amount: {type: numeric, required: true}
                  OrderNotes:
                    from: notes
                    key: {ordinal: position}
                    scalar: note
                    columns:
                      note: {type: text}
            """);
    private final DocumentRules rules = rules(SHOP.collection("orders"));

    @Test
    void readsPathsAndTheFirstFieldThatIsThere() {
        Expectation expected = expectation("address: {street: 'Long'}, newLabel: null, oldLabel: 'old', task: " + TASK);

        assertThat(matches(expected, "street", "Long")).isTrue();
        assertThat(matches(expected, "label", "old")).isTrue();
        assertThat(matches(expected, "active", true)).isTrue();
        assertThat(matches(expected, "kind", "order")).isTrue();
    }

    @Test
    void anArrayOfOneIsItsElementAndAnEmptyOneIsAbsent() {
        assertThat(matches(expectation("newLabel: ['a'], task: " + TASK), "label", "a"))
                .isTrue();
        assertThat(matches(expectation("newLabel: [], oldLabel: [null], task: " + TASK), "label", null))
                .isTrue();
        assertThat(flaws("newLabel: [['a']], task: " + TASK)).containsExactly(new Flaw("newLabel", "wrong-type"));
        assertThat(flaws("newLabel: ['a', 'b'], task: " + TASK)).containsExactly(new Flaw("newLabel", "wrong-type"));
    }

    @Test
    void aReferenceDoesNotGoWhereItWouldHaveToBeConvertedFirst() {
        Migration migration = MigrationFile.parse("refs.yaml", """
                migration: refs
                source: {database: refs}
                policies: {inexact_type: dead_letter}
                collections:
                  words: {ids: any, columns: {w: text}}
                  things: {columns: {t: text}}
                  orders:
                    columns:
                      word: {type: uuid, references: words}
                      thing: {type: uuid, references: things}
                      it:
                        type: uuid
                        references: {one_of: [{collection: words, column: word}, {collection: things, column: thing}]}
                """);
        var orders = new DocumentRules(migration.collection("orders"), migration);
        BsonDocument document = BsonDocument.parse("{_id: " + ID + ", word: 'w', it: '650000000000000000000002'}");

        ExpectedRows expectedRows = orders.judge(document, (collection, id) -> collection.equals("things"));

        assertThat(((Unconvertible) expectedRows).flaws()).containsExactly(new Flaw("it", "conflict"));
    }

    @Test
    void takesWhatTheFileStatesAsPostgresReadsIt() {
        Migration migration = MigrationFile.parse("constants.yaml", """
                migration: constants
                source: {database: constants}
                policies: {empty_as_null: true, inexact_type: dead_letter}
                collections:
                  orders:
                    columns:
                      power: {type: numeric, constant: 1e3}
                      scale: {type: numeric, required: true, default: 007.50}
                      nothing: {type: numeric, constant: NaN}
                      endless: {type: numeric, map: {x: -Infinity}}
                      agent: {type: integer, constant: "+007"}
                      zero: {type: bigint, map: {x: -0}}
                      empty: {type: text, constant: ""}
                      mapped: {type: text, map: {x: ""}}
                """);
        var constants = new DocumentRules(migration.collection("orders"), migration);
        var document = BsonDocument.parse("{_id: " + ID + ", endless: 'x', zero: 'x', mapped: 'x'}");

        ExpectedRows expectedRows = constants.judge(document, DocumentRulesTest::exists);

        List<Object> stored = List.of("1000", "7.50", "NaN", "-Infinity", 7L, 0L, "", "");
        for (int column = 0; column < stored.size(); column++) {
            assertThat(((Expectation) expectedRows).row()[column + 1].matches(stored.get(column)))
                    .as(migration.table("orders").columns().get(column + 1).name())
                    .isTrue();
        }
    }

    @Test
    void anIdGoesWhereItLives() {
        assertThat(isNull(expectation("task: " + TASK), "crmTask")).isTrue();
        assertThat(isNull(expectation("task: " + CRM_TASK), "task")).isTrue();
        assertThat(isNull(expectation("task: " + CRM_TASK), "crmTask")).isFalse();
        assertThat(isNull(expectation("task: " + ID), "task"))
                .as("lives nowhere")
                .isFalse();
    }

    @Test
    void twoIdsForOneColumnAreAConflictAndNoneIsAbsent() {
        assertThat(flaws("task: " + CRM_TASK + ", crmTask: " + ID)).containsExactly(new Flaw("task", "conflict"));
        assertThat(isNull(expectation("task: " + CRM_TASK + ", crmTask: " + CRM_TASK), "task"))
                .isTrue();
        assertThat(flaws("newLabel: 'a'")).containsExactly(new Flaw("task", "required-absent"));
    }

    @Test
    void elementsAreKeyedByNameOrByOrdinal() {
        Expectation expected = expectation("task: " + TASK
                + ", lines: [{sku: 'a', amount: 1}, {sku: 'b', amount: 2}], notes: ['x', null, 'y\\u0000']");

        List<ExpectedChild> lines = expected.children().get("OrderLines");
        List<ExpectedChild> notes = expected.children().get("OrderNotes");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1).key().matches("b")).isTrue();
        assertThat(notes).as("a null element has no row").hasSize(2);
        assertThat(notes.get(1).key().matches(2L)).isTrue();
        assertThat(expected.unmapped().orElseThrow().originals()).containsOnlyKeys("notes");
    }

    @Test
    void anEmptyArrayAsAnElementIsAValueOfAListAndNoneOfASingleColumn() {
        Migration migration = MigrationFile.parse("lists.yaml", """
                migration: lists
                source: {database: lists}
                collections:
                  orders:
                    children:
                      Lists: {key: {ordinal: o}, scalar: v, columns: {v: "text[] not null"}}
                      Anything: {key: {ordinal: o}, scalar: v, columns: {v: jsonb}}
                      Texts: {key: {ordinal: o}, scalar: v, columns: {v: text}}
                """);
        var document = BsonDocument.parse("{_id: " + ID + ", Lists: [[]], Anything: [[]], Texts: [[]]}");

        ExpectedRows expectedRows =
                new DocumentRules(migration.collection("orders"), migration).judge(document, DocumentRulesTest::exists);

        Map<String, List<ExpectedChild>> children = ((Expectation) expectedRows).children();
        assertThat(children.get("Lists").get(0).values()[2].matches(new Object[0]))
                .isTrue();
        assertThat(children.get("Anything").get(0).values()[2].matches("[]")).isTrue();
        assertThat(children.get("Texts").get(0).values()[2].matches(null)).isTrue();
    }

    @Test
    void anElementWithoutItsKeyOrWithAnothersMakesTheDocumentBad() {
        assertThat(flaws("task: " + TASK + ", lines: [{amount: 1}]"))
                .containsExactly(new Flaw("sku", "required-absent"));
        assertThat(flaws("task: " + TASK + ", lines: [{sku: 'a', amount: 1}, {sku: 'a', amount: 2}]"))
                .containsExactly(new Flaw("lines", "conflict"));
        assertThat(flaws("task: " + TASK + ", lines: [5]")).contains(new Flaw("lines", "wrong-type"));
    }

    @Test
    void keepsWhatNoDeclarationReadsAndTheOriginalsOfRepairedText() {
        Expectation expected = expectation("task: " + TASK + ", newLabel: 'a\\u0000', extra: 'b\\u0000', n: 5");

        var unmapped = expected.unmapped().orElseThrow();
        assertThat(unmapped.matches(JsonText.parse("{\"extra\": \"b\uFFFD\", \"n\": {\"$numberInt\": \"5\"},"
                                + " \"$original\": {\"newLabel\": \"ImFcdTAwMDAi\", \"extra\": \"ImJcdTAwMDAi\"}}")
                        .orElseThrow()))
                .isTrue();
        assertThat(unmapped.matches(JsonText.parse("{\"extra\": \"b\uFFFD\", \"n\": {\"$numberInt\": \"5\"}}")
                        .orElseThrow()))
                .isFalse();
    }

    @Test
    void anotherKindOfIdIsADeadLetterWhateverElseIsWrong() {
        var document = BsonDocument.parse("{_id: 'x', newLabel: {}}");

        assertThat(((Unconvertible) rules.judge(document, DocumentRulesTest::exists)).flaws())
                .containsExactly(new Flaw("_id", "wrong-id-type"));
    }

    @Test
    void aFieldOfWhichOnlyAPartIsReadIsKeptAsAWhole() {
        assertThat(kept("address: {street: 'Long', zip: 5}")).containsOnlyKeys("address");
        assertThat(kept("address: {street: 'Long'}")).isEmpty();
        assertThat(kept("address: ['Long']")).containsOnlyKeys("address");
        assertThat(kept("lines: [{sku: 'a', amount: 1, colour: 'red'}]")).containsOnlyKeys("lines");
        assertThat(kept("lines: [{sku: 'a', amount: 1}]")).isEmpty();
        assertThat(kept("notes: 'a note'")).isEmpty();
    }

    @Test
    void aFieldNamedAsTheKeyOfOriginalsIsKeptAmongThem() {
        Expectation expected = expectation("task: " + TASK + ", $original: 5");
        assertThat(expected.unmapped().orElseThrow().fields()).isEmpty();
        assertThat(expected.unmapped().orElseThrow().originals()).containsOnlyKeys("$original");
    }

    private Map<String, BsonValue> kept(String fields) {
        return expectation("task: " + TASK + ", " + fields)
                .unmapped()
                .map(ExpectedRows.ExpectedUnmapped::fields)
                .orElse(Map.of());
    }

    private static DocumentRules rules(CollectionMapping collection) {
        return new DocumentRules(collection, SHOP);
    }

    private static boolean exists(String collection, org.bson.BsonValue id) {
        var home = Set.of("tasks 650000000000000000000002", "crmTasks 650000000000000000000003");
        return home.contains(collection + " " + id.asObjectId().getValue());
    }

    private ExpectedRows judge(String fields) {
        return rules.judge(
                BsonDocument.parse("{_id: " + ID + ", active: 'Active', " + fields + "}"), DocumentRulesTest::exists);
    }

    private Expectation expectation(String fields) {
        return (Expectation) judge(fields);
    }

    private List<Flaw> flaws(String fields) {
        return ((Unconvertible) judge(fields)).flaws();
    }

    private static boolean matches(Expectation expected, String column, Object actual) {
        return expected.row()[index(column)].matches(actual);
    }

    private static boolean isNull(Expectation expected, String column) {
        return matches(expected, column, null);
    }

    private static int index(String column) {
        var table = SHOP.table("orders");
        return table.columns().indexOf(table.column(column));
    }
}
