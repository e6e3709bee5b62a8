package dev.tidegate.cli.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.DocumentLimits;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.transform.document.CollectionRows;
import dev.tidegate.transform.document.Derivation;
import dev.tidegate.transform.document.OwnedRow;
import dev.tidegate.transform.document.RowSlot;
import dev.tidegate.validator.actual.DeadLetterRow;
import dev.tidegate.validator.document.DocumentRules;
import dev.tidegate.validator.document.ExpectedRows;
import dev.tidegate.validator.document.ExpectedRows.Expectation;
import dev.tidegate.validator.document.ExpectedRows.ExpectedChild;
import dev.tidegate.validator.document.ExpectedRows.ExpectedEdge;
import dev.tidegate.validator.document.ExpectedRows.Unconvertible;
import dev.tidegate.validator.value.ExpectedValue;
import dev.tidegate.validator.value.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The transformer and the validator, each with code of its own, say the same of documents that nobody thought of. */
class AgreementTest {
    private static final String FILE = """
            migration: nasty
            source: {database: nasty}
            POLICIES
            enums: {color: [red, green]}
            collections:
              teams: {columns: {name: text}}
              guilds: {ids: any, columns: {name: text}}
              people:
                UNMAPPED
                columns:
                  n: integer
                  big: bigint
                  price: numeric
                  yes: {type: boolean, map: {Active: "true"}}
                  at: timestamp(3)
                  name: {type: text, from: [name, nick, address.name]}
                  must: {type: text, required: true, default: none}
                  born: {type: timestamp(3), required: true, default: object_id_time}
                  color: {type: color, map: {rot: red}}
                  tags: "text[]"
                  labels: {type: "text[]", required: true, default: []}
                  any: jsonb
                  small: smallint
                  single: real
                  double: {type: double precision, map: {Active: 0.1}}
                  money: {type: "numeric(10,2)", default: 1.5, required: true}
                  short: varchar(3)
                  code: {type: char(3), map: {Active: ab}}
                  day: {type: date, map: {Active: "2024-01-31"}}
                  second: {type: timestamp(0), required: true, default: object_id_time}
                  zoned: {type: timestamptz, from: [zoned, at]}
                  bytes: {type: bytea, constant: '\\x00ff', required: true}
                  data: bytea
                  uuid: {type: uuid}
                  ordered: json
                  flags: "boolean[]"
                  numbers: "integer[]"
                  longs: "bigint[]"
                  decimals: "numeric[]"
                  point: "double precision[]"
                  singles: "real[]"
                  times: "timestamp(3)[]"
                  days: "date[]"
                  uuids: "uuid[]"
                  city: {type: text, from: [address.city, extra]}
                  either: {type: jsonb, from: [any, address.n]}
                  team: {type: uuid, references: teams}
                  guild: {type: uuid, references: guilds}
                  friends: {type: "uuid[]", references: teams}
                  owner:
                    type: uuid
                    references:
                      one_of:
                        - {collection: teams, column: owner}
                        - {collection: guilds, column: ownerGuild}
                  ownerGuild: {type: uuid, references: guilds, from: []}
                  of:
                    type: uuid
                    from: owner
                    references:
                      by: name
                      one_of:
                        - {collection: teams, when: red}
                        - {collection: guilds, when: "", column: ofGuild}
                        - {collection: guilds, when: "12", column: ofGuild}
                  ofGuild: {type: uuid, references: guilds, from: []}
                children:
                  Lines:
                    from: lines
                    key: {ordinal: o}
                    columns: {n: {type: integer, from: [n, k]}, name: {type: text, from: [a.b, name]}}
                  Keyed:
                    from: address.keyed
                    key: {element: k}
                    columns: {k: text not null, v: numeric}
                  Notes:
                    from: notes
                    key: {ordinal: o}
                    scalar: note
                    columns: {note: text}
                  Owned:
                    from: owned
                    key: {ordinal: o}
                    columns:
                      v: {type: uuid, references: {one_of: [{collection: teams}, {collection: guilds, column: guild}]}}
                      guild: {type: uuid, from: k, references: guilds}
                  OwnedIds:
                    from: ownedIds
                    key: {ordinal: o}
                    scalar: team
                    columns:
                      team: {type: uuid, references: {one_of: [{collection: teams}, {collection: guilds, column: guild}]}}
                      guild: {type: uuid, from: [], references: guilds}
                  OwnedByKey:
                    from: ownedByKey
                    key: {element: k}
                    columns:
                      k: {type: uuid, required: true, references: {one_of: [{collection: teams}, {collection: guilds}]}}
                  OwnedByGuilds:
                    from: ownedByGuilds
                    key: {ordinal: o}
                    columns:
                      v: {type: uuid, references: {one_of: [{collection: teams}, {collection: guilds, column: guild}]}}
                      guild: {type: uuid, required: true, from: k, references: guilds}
            junctions:
              PeopleTeams:
                left: {collection: people, column: person, array: teams}
                right: {collection: teams, column: team}
            """;
    private static final String KEYED = """
            migration: keyed
            source: {database: keyed}
            enums: {color: [red, green]}
            collections:
              guilds: {ids: any, columns: {name: text}}
              people:
                columns: {name: text}
                children:
                  Parts:
                    from: parts
                    key: {element: k}
                    columns: {k: {required: true, type: TYPE}}
            """;
    private static final String EDGES = """
            migration: edges
            source: {database: edges}
            collections:
              teams: {columns: {name: text}}
              guilds: {ids: any, columns: {name: text}}
              people: {columns: {name: text}}
            junctions:
              PeopleTeams:
                left: {collection: people, column: person, array: teams}
                right: {collection: teams, column: team}
              GuildsPeople:
                left: {collection: guilds, column: guild}
                right: {collection: people, column: person, array: guilds}
            """;
    private static final ObjectId LIVES_IN_TEAMS = new ObjectId("650000000000000000000002");
    private static final Set<String> LIVE = Set.of(
            "teams o:" + LIVES_IN_TEAMS,
            "teams o:ffffffffffffffffffffffff",
            "guilds o:ffffffffffffffffffffffff",
            "guilds s:a",
            "guilds n:12",
            "guilds u:00112233-4455-6677-8899-aabbccddeeff");

    @TempDir
    private Path directory;

    @Test
    void underTheDefaults() {
        agree("", "", 600);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid: null_and_keep",
                "invalid_enum: null_and_keep",
                "inexact_type: dead_letter",
                "nul: dead_letter",
                "empty_as_null: true",
                "invalid: null_and_keep, invalid_enum: null_and_keep, empty_as_null: true"
            })
    void underEachPolicy(String policies) {
        agree("policies: {" + policies + "}", "", 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ignore", "fail"})
    void underEachPolicyForUnmappedFields(String policy) {
        agree("", "unmapped_fields: " + policy, 200);
    }

    /** Every pair of values as the keys of two elements: the same pairs are conflicts to both. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "numeric",
                "integer",
                "bigint",
                "boolean",
                "timestamp(3)",
                "text",
                "color",
                "uuid of guilds",
                "smallint",
                "real",
                "double precision",
                "numeric(10,2)",
                "varchar(3)",
                "char(5)",
                "date",
                "timestamp(0)",
                "timestamptz",
                "bytea",
                "uuid"
            })
    void whichElementKeysAreEqual(String type) {
        Migration migration = migration(
                KEYED.replace("TYPE", type.equals("uuid of guilds") ? "uuid, references: guilds" : "'" + type + "'"));
        CollectionMapping people = migration.collection("people");
        Pair pair = new Pair(
                migration, people, new CollectionRows(people, migration), new DocumentRules(people, migration));
        for (BsonValue one : NastyDocuments.VALUES) {
            for (BsonValue other : NastyDocuments.VALUES) {
                BsonArray parts = new BsonArray(List.of(new BsonDocument("k", one), new BsonDocument("k", other)));
                BsonDocument document =
                        new BsonDocument("_id", new BsonObjectId(LIVES_IN_TEAMS)).append("parts", parts);
                try {
                    pair.agreeOn(document);
                } catch (AssertionError | RuntimeException e) {
                    fail(document.toJson(), e);
                }
            }
        }
    }

    /** Every pair of values as the ids of two edges, in a junction's left array and in another's right one. */
    @ParameterizedTest
    @ValueSource(strings = {"teams", "guilds"})
    void whichEdgesADocumentHolds(String array) {
        Migration migration = migration(EDGES);
        CollectionMapping people = migration.collection("people");
        Pair pair = new Pair(
                migration, people, new CollectionRows(people, migration), new DocumentRules(people, migration));
        for (BsonValue one : NastyDocuments.VALUES) {
            for (BsonValue other : NastyDocuments.VALUES) {
                BsonDocument document = new BsonDocument("_id", new BsonObjectId(LIVES_IN_TEAMS))
                        .append(array, new BsonArray(List.of(one, other)));
                try {
                    pair.agreeOn(document);
                } catch (AssertionError | RuntimeException e) {
                    fail(document.toJson(), e);
                }
            }
        }
    }

    /** Every pair of ids in an element of each child table that refers to one of several collections. */
    @ParameterizedTest
    @ValueSource(strings = {"", "invalid: null_and_keep", "inexact_type: dead_letter", "empty_as_null: true"})
    void whereTheIdsOfElementsLive(String policies) {
        Migration migration = migration(
                FILE.replace("POLICIES", "policies: {" + policies + "}").replace("UNMAPPED", ""));
        CollectionMapping people = migration.collection("people");
        Pair pair = new Pair(
                migration, people, new CollectionRows(people, migration), new DocumentRules(people, migration));
        List<String> ids = List.of(
                "null",
                "{$oid: '" + LIVES_IN_TEAMS + "'}",
                "'" + LIVES_IN_TEAMS + "'",
                "[{$oid: 'ffffffffffffffffffffffff'}]",
                "{$oid: 'eeeeeeeeeeeeeeeeeeeeeeee'}",
                "{$uuid: '00112233-4455-6677-8899-aabbccddeeff'}",
                "'a'",
                "'nowhere'",
                "12.0",
                "''",
                "[]",
                "[null]",
                "['a', 'a']",
                "{}",
                "true");
        for (String one : ids) {
            for (String other : ids) {
                for (String elements : List.of("{v: %1$s, k: %2$s}", "{v: %1$s}, {k: %2$s}")) {
                    String array = "[" + elements.formatted(one, other) + "]";
                    pair.agreeOn(BsonDocument.parse("{_id: {$oid: '" + LIVES_IN_TEAMS + "'}, owned: " + array + "}"));
                    pair.agreeOn(
                            BsonDocument.parse("{_id: {$oid: '" + LIVES_IN_TEAMS + "'}, ownedByKey: " + array + "}"));
                    pair.agreeOn(BsonDocument.parse(
                            "{_id: {$oid: '" + LIVES_IN_TEAMS + "'}, ownedByGuilds: " + array + "}"));
                }
                pair.agreeOn(BsonDocument.parse(
                        "{_id: {$oid: '" + LIVES_IN_TEAMS + "'}, ownedIds: [" + one + ", " + other + "]}"));
            }
        }
    }

    /** The transformer counts what it makes, the validator what it would be: by a few bytes more or less it is another expectedRows. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            any,   1,    12
            other, 233,  2
            tags,  233,  2
            notes, 120,  1
            keyed, 120,  2
            """)
    void howLargeADocumentMayBe(String field, int character, int bytesOfEach) {
        Migration migration = migration(FILE.replace("POLICIES", "").replace("UNMAPPED", ""));
        CollectionMapping people = migration.collection("people");
        Pair pair = new Pair(
                migration, people, new CollectionRows(people, migration), new DocumentRules(people, migration));
        int most = DocumentLimits.ROWS_BYTES / bytesOfEach;
        for (int units : List.of(most - 100, most + 1)) {
            pair.agreeOnSize(
                    holding(field, new BsonString(Character.toString(character).repeat(units))), units > most);
        }
    }

    private static BsonDocument holding(String field, BsonString text) {
        BsonDocument document = new BsonDocument("_id", new BsonObjectId(LIVES_IN_TEAMS));
        return switch (field) {
            case "keyed" ->
                document.append(
                        "address", new BsonDocument("keyed", new BsonArray(List.of(new BsonDocument("k", text)))));
            case "notes", "tags" -> document.append(field, new BsonArray(List.of(text)));
            default -> document.append(field, text);
        };
    }

    private void agree(String policies, String unmapped, int documents) {
        Migration migration = migration(FILE.replace("POLICIES", policies).replace("UNMAPPED", unmapped));
        long seed = Long.getLong("tidegate.seed", 1L);
        NastyDocuments nasty = new NastyDocuments(new Random(seed));
        CollectionMapping people = migration.collection("people");
        Pair pair = new Pair(
                migration, people, new CollectionRows(people, migration), new DocumentRules(people, migration));
        for (int number = 0; number < documents; number++) {
            BsonDocument document = nasty.next(number);
            try {
                pair.agreeOn(document);
            } catch (AssertionError | RuntimeException e) {
                fail("seed " + seed + ", " + document.toJson(), e);
            }
        }
    }

    private Migration migration(String yaml) {
        Path file = directory.resolve("migration.yaml");
        try {
            return MigrationFile.read(Files.writeString(file, yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record EdgeKey(String junction, Object left, Object right) {}

    record Pair(Migration migration, CollectionMapping people, CollectionRows rows, DocumentRules rules) {

        void agreeOnSize(BsonDocument document, boolean isTooLarge) {
            DocumentId id = DocumentId.of(document.get("_id"));
            Derivation derived = rows.derive(document, id.canonical(), (collection, asked) -> false);
            ExpectedRows expectedRows = rules.judge(document, (collection, asked) -> false);
            assertThat(derived instanceof Derivation.Failed).isEqualTo(isTooLarge);
            assertThat(expectedRows instanceof Unconvertible).isEqualTo(isTooLarge);
            if (isTooLarge) {
                assertThat(((Derivation.Failed) derived).first().reason().code())
                        .isEqualTo("out-of-range");
                assertThat(((Unconvertible) expectedRows).flaws())
                        .extracting(ExpectedRows.Flaw::reason)
                        .containsExactly("out-of-range");
            }
        }

        void agreeOn(BsonDocument document) {
            DocumentId id = DocumentId.of(document.get("_id"));
            Derivation derived = rows.derive(
                    document, id.canonical(), (collection, asked) -> LIVE.contains(collection + " " + asked));
            ExpectedRows expectedRows = rules.judge(
                    document,
                    (collection, asked) -> LIVE.contains(
                            collection + " " + DocumentId.of(asked).canonical()));
            if (derived instanceof Derivation.Failed failed) {
                assertThat(expectedRows).as(failed.message()).isInstanceOf(Unconvertible.class);
                var letter = new DeadLetterRow("", failed.first().reason().code(), null, false);
                assertThat(((Unconvertible) expectedRows).flaws())
                        .extracting(ExpectedRows.Flaw::reason)
                        .as("reasons that a dead letter of %s may have", letter.reason())
                        .anyMatch(letter::says);
            } else {
                assertThat(expectedRows).isInstanceOf(Expectation.class);
                agree(rows.rowId(id.canonical()), (Derivation.Rows) derived, (Expectation) expectedRows);
            }
        }

        private void agree(UUID own, Derivation.Rows derived, Expectation expected) {
            Table table = migration.table("people");
            agreeOnRow(table, Set.of("id"), expected.row(), StoredRow.of(table, derived.entity()));
            for (ChildTable child : people.children()) {
                agreeOnChildren(child, expected.children().get(child.table()), of(derived, child.table()));
            }
            assertThat(edges(derived)).as("edges").containsExactlyInAnyOrderElementsOf(edges(own, expected));
            assertThat(derived.unmapped().isPresent())
                    .as("unmapped")
                    .isEqualTo(expected.unmapped().isPresent());
            derived.unmapped()
                    .ifPresent(text -> assertThat(expected.unmapped()
                                    .orElseThrow()
                                    .matches(JsonText.parse(text).orElseThrow()))
                            .as(text)
                            .isTrue());
        }

        /** The keys of the edge rows: what PostgreSQL would hold, both ends of it, once each. */
        private List<EdgeKey> edges(Derivation.Rows derived) {
            List<EdgeKey> edges = new ArrayList<>();
            for (Junction junction : migration.junctions()) {
                Table table = migration.table(junction.table());
                for (OwnedRow row : of(derived, junction.table())) {
                    edges.add(new EdgeKey(
                            junction.table(),
                            value(table, row, junction.left().column()),
                            value(table, row, junction.right().column())));
                }
            }
            return edges;
        }

        private static Object value(Table table, OwnedRow row, String column) {
            return row.row().values().get(table.columns().indexOf(table.column(column)));
        }

        private Set<EdgeKey> edges(UUID own, Expectation expected) {
            Set<EdgeKey> edges = new HashSet<>();
            for (ExpectedEdge edge : expected.edges()) {
                Junction junction = migration.junctions().stream()
                        .filter(each -> each.table().equals(edge.junction()))
                        .findFirst()
                        .orElseThrow();
                Junction.End far = edge.fromLeft() ? junction.right() : junction.left();
                CollectionMapping collection = migration.collection(far.collection());
                UUID other =
                        DocumentId.of(edge.other()).uuid(new CollectionIds(collection.collection(), collection.tag()));
                edges.add(
                        edge.fromLeft()
                                ? new EdgeKey(edge.junction(), own, other)
                                : new EdgeKey(edge.junction(), other, own));
            }
            return edges;
        }

        private void agreeOnChildren(ChildTable child, List<ExpectedChild> expected, List<OwnedRow> derived) {
            Table table = migration.table(child.table());
            assertThat(derived).as(child.table()).hasSameSizeAs(expected);
            for (int index = 0; index < derived.size(); index++) {
                Object[] stored = StoredRow.of(table, derived.get(index).row());
                agreeOnRow(
                        table, Set.of(child.parentColumn()), expected.get(index).values(), stored);
            }
        }

        private List<OwnedRow> of(Derivation.Rows derived, String table) {
            List<OwnedRow> found = new ArrayList<>();
            for (OwnedRow row : derived.owned()) {
                RowSlot slot = rows.slots().get(row.key().slot());
                if (slot.table().name().equals(table)) {
                    found.add(row);
                }
            }
            return found;
        }

        private static void agreeOnRow(Table table, Set<String> left, ExpectedValue[] expected, Object[] stored) {
            for (int index = 0; index < stored.length; index++) {
                String column = table.columns().get(index).name();
                if (!left.contains(column)) {
                    assertThat(expected[index].matches(stored[index]))
                            .as(table.name() + "." + column + ": " + expected[index] + " against "
                                    + Arrays.deepToString(new Object[] {stored[index]}))
                            .isTrue();
                }
            }
        }
    }
}
