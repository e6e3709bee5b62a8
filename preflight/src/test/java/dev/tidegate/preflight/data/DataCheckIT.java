package dev.tidegate.preflight.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.source.SourceAddress;
import dev.tidegate.preflight.source.SourceCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What NextCRM's data and file do not have: sub-documents, children, ids of any type, long texts, odd collections. */
@Tag("mongodb")
class DataCheckIT {
    private static final String FILE = """
            migration: odd
            source: {database: odd}
            collections:
              products: {ids: any, columns: {title: text}}
              teams: {columns: {name: text}}
              missing: {columns: {name: text}}
              capped: {columns: {name: text}}
              people:
                columns:
                  name: {type: text, required: true, from: [name, nick]}
                  mail: {type: text, policy: {empty_as_null: true}}
                  city: {type: text, from: address.city}
                  age: {type: integer, policy: {inexact_type: dead_letter}}
                  favourites: {type: "uuid[]", references: products}
                  about:
                    type: uuid
                    references:
                      one_of:
                        - {collection: products}
                        - {collection: teams, column: aboutTeam}
                  aboutTeam: {type: uuid, from: [], references: {collection: teams, on_delete: set_null}}
                  biography: text
                  team: {type: uuid, references: {collection: teams, on_delete: set_null}}
                children:
                  Lines:
                    from: order.lines
                    key: {ordinal: o}
                    columns:
                      n: {type: integer, required: true}
                      product: {type: uuid, references: {collection: products, on_delete: set_null}}
                  Notes:
                    from: notes
                    key: {ordinal: o}
                    scalar: note
                    columns: {note: text}
                indexes:
                  - mail
                  - {full_text: [biography]}
            """;
    private static final Migration MIGRATION = MigrationFile.parse("odd.yaml", FILE);
    private static MongoServer server;
    private static MongoClient client;

    @BeforeAll
    static void load() {
        server = TestMongo.start();
        client = MongoClients.create(server.uri());
        MongoDatabase database = client.getDatabase("odd");
        database.createCollection(
                "capped", new CreateCollectionOptions().capped(true).sizeInBytes(1 << 20));
        insert("products", "{_id: 'p1'}", "{_id: 7}", "{_id: 'both'}");
        insert("teams", "{_id: {$oid: '650000000000000000000001'}}");
        insert(
                "people",
                "{_id: 1, name: 'wrong id', order: {lines: [{n: 1, x: 1}, 'no document', {product: 'p1'}]}}",
                "{_id: {$oid: '640000000000000000000001'}, nick: 'nick', mail: '', address: {city: 'Brno', zip: '1'},"
                        + " order: {lines: {n: 2, product: 'gone'}, total: 3}, notes: ['a', 1, {b: 1}]}",
                "{_id: {$oid: '640000000000000000000002'}, name: null, age: '12', address: 'Brno', about: 'p1',"
                        + " favourites: ['p1', 7.0, 'gone', 'gone', null], notes: 'single'}",
                "{_id: {$oid: '640000000000000000000003'}, name: 'x', about: {$oid: '650000000000000000000001'},"
                        + " team: {$oid: '650000000000000000000001'}}",
                "{_id: {$oid: '640000000000000000000004'}, name: 'x', about: {$oid: '650000000000000000000009'},"
                        + " team: '650000000000000000000009'}");
        BsonDocument large = BsonDocument.parse("{_id: {$oid: '640000000000000000000005'}, name: 'large'}");
        large.append("mail", new BsonString("é".repeat(1_400)));
        large.append("biography", new BsonString("slovo ".repeat(200_000)));
        large.append("photo", new BsonBinary(new byte[12 << 20]));
        database.getCollection("people", BsonDocument.class).insertOne(large);
        database.getCollection("other", BsonDocument.class).insertOne(new BsonDocument("_id", new BsonInt32(1)));
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void saysWhichCollectionsCannotServe() {
        SourceCheck.Result result =
                new SourceCheck(new SourceAddress(server.uri(), Duration.ofSeconds(10)), MIGRATION).run();

        assertThat(result.findings())
                .extracting(Finding::severity, Finding::code, Finding::where)
                .contains(
                        tuple(Severity.BLOCKING, "collection-capped", "odd.capped"),
                        tuple(Severity.WARNING, "collection-missing", "odd.missing"),
                        tuple(Severity.WARNING, "collection-unmapped", "odd.other"));
        assertThat(result.documents()).containsEntry("people", 6L).doesNotContainKey("missing");
    }

    @Test
    void countsUnknownFieldsWithinSubDocumentsAndChildren() {
        assertThat(counts("unmapped-field"))
                .isEqualTo(Map.of(
                        "people.address.zip", 1L,
                        "people.address", 1L,
                        "people.order.lines[].x", 1L,
                        "people.order.lines[]", 1L,
                        "people.order.total", 1L,
                        "people.photo", 1L));
    }

    @Test
    void namesWhatNoDocumentHasAValueFor() {
        Migration unreachable = MigrationFile.parse("lists.yaml", """
                migration: lists
                source: {database: odd}
                collections:
                  products: {ids: any, columns: {title: text, made: {type: integer, required: true, default: 1}}}
                  nobody: {columns: {name: text}}
                  people:
                    columns:
                      name: {type: text, from: [name, nikc]}
                      line: {type: integer, from: order.lines.q}
                      total: {type: integer, from: order.total}
                      mail: {type: text, policy: {empty_as_null: true}}
                    children:
                      items: {from: order.lines.items, key: {ordinal: o}, columns: {n: text, m: text}}
                      lines: {from: order.lines, key: {ordinal: o}, columns: {n: integer, M: text}}
                junctions:
                  sold:
                    left: {collection: people, column: person, array: order.lines.by}
                    right: {collection: products, column: product}
                """);

        List<Finding> found = findings(unreachable, Set.of("products", "people")).stream()
                .filter(finding -> finding.code().equals("no-value"))
                .toList();

        assertThat(found)
                .extracting(Finding::severity, Finding::where, Finding::count)
                .containsExactlyInAnyOrder(
                        tuple(Severity.WARNING, "products.title", 0L),
                        tuple(Severity.WARNING, "products.made", 0L),
                        tuple(Severity.WARNING, "people.nikc", 0L),
                        tuple(Severity.WARNING, "people.order.lines.q", 1L),
                        tuple(Severity.WARNING, "people.order.lines.items", 1L),
                        tuple(Severity.WARNING, "people.order.lines[].M", 0L),
                        tuple(Severity.WARNING, "people.order.lines.by", 0L));
        assertThat(message(found, "people.order.lines.by"))
                .isEqualTo("none of the documents that were read (6) has a value for edges of \"sold\":"
                        + " no document has such a field");
        assertThat(message(found, "people.order.lines.items"))
                .isEqualTo("none of the documents that were read (6) has a value for child table \"items\":"
                        + " \"order.lines\" is a list, and a path does not lead through a list");
        assertThat(message(found, "people.nikc")).endsWith("no document has such a field");
    }

    private static String message(List<Finding> findings, String where) {
        return findings.stream()
                .filter(finding -> finding.where().equals(where))
                .findFirst()
                .orElseThrow()
                .message();
    }

    @Test
    void countsWhatColumnsCannotTake() {
        assertThat(counts("required-absent")).isEqualTo(Map.of("people.name|nick", 1L, "people.order.lines[].n", 1L));
        assertThat(counts("id-type")).isEqualTo(Map.of("people._id", 1L));
        assertThat(counts("refused-type")).isEqualTo(Map.of("people.age", 1L));
        assertThat(counts("counts-as-absent")).isEqualTo(Map.of("people.mail", 1L));
        assertThat(counts("converted-type")).isEqualTo(Map.of("people.notes[].value", 1L, "people.team", 1L));
        assertThat(counts("wrong-type")).isEqualTo(Map.of("people.notes[].value", 1L));
    }

    @Test
    void followsReferencesOfEveryKind() {
        assertThat(counts("dangling-reference"))
                .isEqualTo(Map.of("people.team", 1L, "people.order.lines[].product", 1L));
        assertThat(counts("dangling-plain")).isEqualTo(Map.of("people.favourites", 1L, "people.about", 1L));
        assertThat(counts("reference-elsewhere")).isEqualTo(Map.of("people.about", 1L));
    }

    @Test
    void namesTextThatIndexesMayRefuseAndLargeDocuments() {
        assertThat(counts("text-too-long-for-index"))
                .isEqualTo(Map.of(
                        "people index people_mail_idx", 1L,
                        "people index people_biography_fts_idx", 1L));
        assertThat(counts("document-large")).isEqualTo(Map.of("people", 1L));
    }

    @Test
    void tellsReferencesToDocumentsThatWouldBeDeadLetters() {
        Migration noTeams = MigrationFile.parse(
                "odd.yaml",
                FILE.replace(
                        "teams: {columns: {name: text}}", "teams: {columns: {name: {type: text, required: true}}}"));
        assertThat(counts("reference-to-dead-letter", noTeams)).isEqualTo(Map.of("people.team", 1L));
    }

    @Test
    void findsWhatTheDerivationMakesOfValues() {
        insert(
                "things",
                "{_id: {$oid: '640000000000000000000001'}, size: 'x', number: 1, old: 'not read'}",
                "{_id: {$oid: '640000000000000000000002'}, number: 3.5, parts: [null, {sku: 'a'}, {no: 1}]}",
                "{_id: {$oid: '640000000000000000000003'}, number: {$numberLong: '3000000000'}, size: 1.0}");
        List<Finding> findings = findings(MigrationFile.parse("things.yaml", """
            migration: things
            source: {database: odd}
            collections:
              things:
                columns:
                  size: {type: integer, policy: {invalid: null_and_keep}}
                  number: {type: integer, from: [number, old]}
                children:
                  Parts: {from: parts, key: {element: sku}, columns: {note: text}}
            """), Set.of("things"));

        assertThat(findings)
                .extracting(Finding::code, Finding::where, Finding::count)
                .containsExactlyInAnyOrder(
                        tuple("no-value", "things.parts[].note", 0L),
                        tuple("unmapped-field", "things.old", 1L),
                        tuple("unmapped-field", "things.parts[].no", 1L),
                        tuple("invalid-as-null", "things.size", 1L),
                        tuple("converted-type", "things.size", 1L),
                        tuple("not-exact", "things.number", 1L),
                        tuple("out-of-range", "things.number", 1L),
                        tuple("null-element", "things.parts[]", 1L),
                        tuple("required-absent", "things.parts[].sku", 1L),
                        tuple("dead-letter", "things.number", 1L),
                        tuple("dead-letter", "things.number", 1L),
                        tuple("mostly-dead-letters", "things", 2L));
    }

    private static void insert(String collection, String... documents) {
        for (String document : documents) {
            client.getDatabase("odd")
                    .getCollection(collection, BsonDocument.class)
                    .insertOne(BsonDocument.parse(document));
        }
    }

    private static Map<String, Long> counts(String code) {
        return counts(code, MIGRATION);
    }

    private static Map<String, Long> counts(String code, Migration migration) {
        List<Finding> findings = findings(migration, Set.of("products", "teams", "people"));
        Map<String, Long> counts = new TreeMap<>();
        findings.stream()
                .filter(finding -> finding.code().equals(code))
                .forEach(finding -> counts.merge(finding.where(), finding.count(), Long::sum));
        return counts;
    }

    private static List<Finding> findings(Migration migration, Set<String> collections) {
        var settings = new ScanSettings(OptionalInt.empty(), 0, OptionalLong.empty());
        return new DataCheck(client.getDatabase("odd"), migration, settings, ScanProgress.SILENT)
                .run(collections)
                .findings();
    }
}
