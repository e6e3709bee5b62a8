package dev.tidegate.cli.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.transform.document.CollectionRows;
import dev.tidegate.transform.document.Derivation;
import dev.tidegate.validator.document.DocumentRules;
import dev.tidegate.validator.document.ExpectedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands at a path, on the way to it and beside it, the transformer and the validator find the same there. */
class PathsAgreementTest {
    private static final String FILE = """
            migration: paths
            source: {database: paths}
            collections:
              people:
                UNMAPPED
                ignore: [{path: ["x.y"]}]
                columns:
                  odd: {type: text, from: {path: ["a.b", "$c"]}}
                  either: {type: text, from: [{path: ["$d"]}, a.b]}
                  back: {type: text, from: 'e\\f'}
                  lon: {type: numeric, from: pos.at.0}
                  lat: {type: numeric, from: [pos.at.1, pos.1]}
                  street: {type: text, from: homes.0.street}
                  deep: {type: text, from: pos.rows.0.1}
                children:
                  Odds:
                    from: {path: ["a.b", "list.s"]}
                    key: {element: {path: ["k.k"]}, column: k}
                    columns: {v: {type: text, from: {path: ["$c"]}}, first: {type: text, from: list.0}}
                  Homes:
                    from: homes
                    key: {ordinal: o}
                    columns: {city: text}
                  Titles:
                    from: titles
                    key: {map_key: locale}
                    scalar: title
                    columns: {title: text}
                  Years:
                    from: a.years
                    key: {map_key: year}
                    columns: {year: integer not null, city: text, street: {type: text, required: true}}
                  Items:
                    from: items
                    key: {ordinal: o}
                    columns: {n: text}
                  Stops:
                    from: pos.stops.0
                    key: {ordinal: o}
                    scalar: name
                    columns: {name: text}
              teams: {columns: {name: text}}
              sales:
                ids: any
                columns:
                  tenant: {type: text, required: true, from: _id.tenant}
                  no: {type: integer, required: true, from: _id.no}
                  team: {type: uuid, references: teams, from: team.$id}
            junctions:
              ItemTeams:
                left: {collection: people, column: person, array: items.by}
                right: {collection: teams, column: team}
              DeepTeams:
                left: {collection: teams, column: team}
                right: {collection: people, column: person, array: a.rows.0.list.by}
            """;
    private static final List<String> TOP = List.of("a.b", "$d", "a", "e\\f", "x.y", "pos", "homes", "titles", "items");
    private static final List<String> INNER = List.of(
            "by", "n", "items", "$c", "b", "list.s", "k.k", "0", "1", "f", "at", "rows", "stops", "street", "city",
            "list", "years", "2024", "");
    private static final ObjectId ID = new ObjectId("650000000000000000000002");
    private static final BsonArray VALUES = BsonArray.parse(
            "[null, {$undefined: true}, '', 'a', 7, 1.5, {$oid: '650000000000000000000002'}, [], {}, ['a'], [null, 'b']]");

    @ParameterizedTest
    @ValueSource(strings = {"", "unmapped_fields: ignore", "unmapped_fields: fail"})
    void ofRandomDocuments(String unmapped) {
        AgreementTest.Pair pair = pair(unmapped);
        long seed = Long.getLong("tidegate.seed", 1L);
        Random random = new Random(seed);
        for (int number = 0; number < 4_000; number++) {
            BsonDocument document = new BsonDocument("_id", new BsonObjectId(ID));
            document.putAll(document(random, TOP, 4));
            try {
                pair.agreeOn(document);
            } catch (AssertionError | RuntimeException e) {
                fail("seed " + seed + ", " + document.toJson(), e);
            }
        }
    }

    @Test
    void namesWithDotsAndDollarsAreNames() {
        Derivation.Rows rows =
                rows("'a.b': {'$c': 'odd', 'list.s': [{'k.k': 'k', '$c': 'v'}]}, '$d': 'e', 'e\\\\f': 'b'");
        assertThat(rows.entity().values()).startsWith(rows.entity().values().get(0), "odd", "e", "b");
        assertThat(rows.owned())
                .singleElement()
                .satisfies(row -> assertThat(row.row().values())
                        .startsWith(rows.entity().values().get(0), "k", "v"));
        assertThat(rows.unmapped()).isEmpty();
    }

    @Test
    void whatIsLeftBesideAPathIsKept() {
        assertThat(rows("'a.b': {'$c': 'odd', rest: 1}, a: {b: 'e', '$c': 2}").unmapped())
                .contains("{\"a.b\":{\"$c\": \"odd\", \"rest\": {\"$numberInt\": \"1\"}},"
                        + "\"a\":{\"b\": \"e\", \"$c\": {\"$numberInt\": \"2\"}}}");
        assertThat(rows("'x.y': 1").unmapped()).isEmpty();
    }

    @Test
    void digitsAreTheIndexOfAListAndTheNameOfAField() {
        assertThat(entity("pos: {at: [14.5, 50]}")).contains("14.5", "50");
        assertThat(entity("pos: {at: {'0': 14.5, '1': 50}}")).contains("14.5", "50");
        assertThat(entity("homes: [{street: 's', city: 'c'}, {city: 'd'}]")).contains("s");
        assertThat(rows("pos: {at: [14.5, 50], rows: [['a', 'b']]}").unmapped())
                .contains("{\"pos\":{\"at\": [{\"$numberDouble\": \"14.5\"}, {\"$numberInt\": \"50\"}],"
                        + " \"rows\": [[\"a\", \"b\"]]}}");
    }

    @Test
    void elementsThatNoIndexReadsAreKept() {
        assertThat(rows("pos: {at: [14.5, 50]}").unmapped()).isEmpty();
        assertThat(rows("pos: {at: []}").unmapped()).isEmpty();
        assertThat(rows("pos: {at: [14.5, 50, 300]}").unmapped()).isPresent();
        assertThat(rows("pos: {at: [14.5, 50, null]}").unmapped()).isPresent();
        assertThat(rows("homes: [{street: 's'}, {city: 'd'}]").unmapped()).isEmpty();
        assertThat(rows("homes: [{street: 's'}, {street: 't'}]").unmapped()).isPresent();
    }

    @Test
    void fieldsOfADocumentAreRows() {
        assertThat(owned("titles: {cs: 'Dum', 'x.y': 'House', de: null, '': 'e'}"))
                .containsExactly(List.of("cs", "Dum"), List.of("x.y", "House"), List.of("", "e"));
        assertThat(owned("a: {years: {'2024': {city: 'c', street: 's'}}}")).containsExactly(List.of(2024, "c", "s"));
        assertThat(rows("titles: {cs: 'Dum'}, a: {years: {'2024': {street: 's'}}}")
                        .unmapped())
                .isEmpty();
        assertThat(rows("titles: {cs: 'Dum', de: null}").unmapped()).isPresent();
        assertThat(rows("a: {years: {'2024': {street: 's', rest: 1}}}").unmapped())
                .isPresent();
    }

    @Test
    void whatHasNoNamesIsADeadLetter() {
        for (String value : List.of("['a']", "[]", "'a'", "7")) {
            assertThat(reason("titles: " + value)).isEqualTo(Reason.WRONG_TYPE);
        }
        assertThat(reason("a: {years: {soon: {street: 's'}}}")).isEqualTo(Reason.NOT_EXACT);
        assertThat(reason("a: {years: {'2024': 's'}}")).isEqualTo(Reason.WRONG_TYPE);
        assertThat(rows("titles: null, a: {years: {}}").owned()).isEmpty();
    }

    @Test
    void partsOfAnIdAndTheIdOfADbRefAreReadByTheirNames() {
        Migration migration = MigrationFile.parse("paths.yaml", FILE.replace("UNMAPPED", ""));
        CollectionMapping sales = migration.collection("sales");
        var rules = new DocumentRules(sales, migration);
        BsonDocument document = BsonDocument.parse(
                "{_id: {tenant: 'a', no: 7}, team: {$ref: 'teams', $id: {$oid: '" + ID + "'}, $db: 'paths'}}");
        var rows = new CollectionRows(sales, migration);
        Derivation.Rows derived = (Derivation.Rows)
                rows.derive(document, DocumentId.of(document.get("_id")).canonical(), (collection, asked) -> false);
        UUID team = DocumentId.of(new BsonObjectId(ID)).uuid(CollectionIds.of(migration.collection("teams")));
        assertThat(derived.entity().values()).endsWith("a", 7, team);
        assertThat(derived.unmapped().orElseThrow()).contains("$ref", "$db").doesNotContain("tenant");
        assertThat(rules.judge(document, (collection, asked) -> false))
                .isInstanceOfSatisfying(ExpectedRows.Expectation.class, expected -> {
                    assertThat(expected.row()[1].matches("a")).isTrue();
                    assertThat(expected.row()[2].matches(7L)).isTrue();
                    assertThat(expected.row()[3].matches(team)).isTrue();
                    assertThat(expected.unmapped()).isPresent();
                });
    }

    @Test
    void elementsHoldEdges() {
        String other = "{$oid: 'ffffffffffffffffffffffff'}";
        assertThat(edges("items: [{by: " + other + "}, {n: 'x'}, {by: null}, {by: [" + other + "]}, null]"))
                .isOne();
        assertThat(edges("items: {by: [" + other + ", {$oid: '" + ID + "'}]}")).isEqualTo(2);
        assertThat(edges("a: {rows: [{list: [{by: " + other + "}, {by: {$oid: '" + ID + "'}}]}]}"))
                .isEqualTo(2);
        assertThat(rows("items: [{by: " + other + ", n: 'x'}, {n: 'y'}]").unmapped())
                .isEmpty();
        assertThat(rows("items: [{by: " + other + ", rest: 'x'}]").unmapped()).isPresent();
        assertThat(rows("a: {rows: [{list: [{by: " + other + "}]}, {list: []}]}")
                        .unmapped())
                .isPresent();
        assertThat(reason("items: [{by: 7}]")).isEqualTo(Reason.WRONG_TYPE);
    }

    private static long edges(String fields) {
        return rows(fields).owned().stream()
                .filter(row -> row.key().part() instanceof UUID)
                .count();
    }

    private static Reason reason(String fields) {
        BsonDocument document = BsonDocument.parse("{_id: {$oid: '" + ID + "'}, " + fields + "}");
        AgreementTest.Pair pair = pair("");
        pair.agreeOn(document);
        Derivation derived = pair.rows().derive(document, "o:" + ID, (collection, asked) -> false);
        return ((Derivation.Failed) derived).first().reason();
    }

    /** Without the parent's id. */
    private static List<List<Object>> owned(String fields) {
        return rows(fields).owned().stream()
                .map(row -> row.row().values())
                .map(values -> values.subList(1, values.size()))
                .toList();
    }

    private static List<Object> entity(String fields) {
        return rows(fields).entity().values();
    }

    private static Derivation.Rows rows(String fields) {
        AgreementTest.Pair pair = pair("");
        BsonDocument document = BsonDocument.parse("{_id: {$oid: '" + ID + "'}, " + fields + "}");
        pair.agreeOn(document);
        return (Derivation.Rows) pair.rows().derive(document, "o:" + ID, (collection, asked) -> false);
    }

    private static AgreementTest.Pair pair(String unmapped) {
        Migration migration = MigrationFile.parse("paths.yaml", FILE.replace("UNMAPPED", unmapped));
        CollectionMapping people = migration.collection("people");
        return new AgreementTest.Pair(
                migration, people, new CollectionRows(people, migration), new DocumentRules(people, migration));
    }

    private static BsonDocument document(Random random, List<String> names, int depth) {
        BsonDocument document = new BsonDocument();
        for (int field = random.nextInt(4); field > 0; field--) {
            document.put(names.get(random.nextInt(names.size())), value(random, depth - 1));
        }
        return document;
    }

    private static BsonValue value(Random random, int depth) {
        int kind = random.nextInt(10);
        if (depth == 0 || kind < 4) {
            return VALUES.get(random.nextInt(VALUES.size()));
        }
        if (kind < 7) {
            return document(random, INNER, depth);
        }
        List<BsonValue> elements = new ArrayList<>();
        for (int element = random.nextInt(4); element > 0; element--) {
            elements.add(value(random, depth - 1));
        }
        return new BsonArray(elements);
    }
}
