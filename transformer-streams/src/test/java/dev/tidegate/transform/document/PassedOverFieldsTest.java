package dev.tidegate.transform.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.reason.Reason;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a column's several fields one counts; the others are kept like any field that no declaration reads. */
class PassedOverFieldsTest {
    private static final String FILE = """
            migration: m
            source: {database: d}
            collections:
              teams: {columns: {name: text}}
              guilds: {columns: {name: text}}
              users:
                UNMAPPED
                columns:
                  email: {type: text, from: [contact.email, mail]}
                  nick: {type: text, from: [nick, name], policy: {empty_as_null: true}}
                  name: text
                  labels: {type: "text[]", from: [labels, label]}
                  any: {type: jsonb, from: [any, whole.part]}
                  rank: {type: integer, required: true, default: 0, from: [rank, oldRank]}
                  team: {type: uuid, references: teams, from: [team, teams]}
                  owner:
                    type: uuid
                    from: [owner, holder]
                    references: {one_of: [{collection: teams, column: owner}, {collection: guilds, column: owner}]}
                children:
                  Lines:
                    from: lines
                    key: {ordinal: o}
                    columns: {sku: {type: text, from: [sku, code.full]}}
            junctions:
              Members:
                left: {collection: users, column: user, array: teams}
                right: {collection: teams, column: team}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {contact: {email: "a"}, mail: "b"}                 | mail
            {contact: {email: "a"}, mail: "a"}                 | mail
            {contact: {email: "a"}, mail: null}                | ``
            {contact: {email: "a"}}                            | ``
            {mail: "b"}                                        | ``
            {contact: {email: null}, mail: "b"}                | ``
            {contact: null, mail: "b"}                         | ``
            {contact: "a", mail: "b"}                          | contact
            {contact: {email: "a", phone: "1"}, mail: "a"}     | contact,mail
            {contact: {email: [], phone: "1"}, mail: "a"}      | contact
            {contact: {email: []}, mail: "a"}                  | contact
            {contact: {email: {"$undefined": true}}, mail: "a"} | ``
            {nick: "", name: "n"}                              | nick
            {nick: "x", name: "n"}                             | ``
            {labels: ["a"], label: "b"}                        | label
            {label: "b"}                                       | ``
            {labels: [], label: "b"}                           | label
            {any: {b: 1}, whole: {part: 2}}                    | whole
            {whole: {part: 2}}                                 | ``
            {whole: {part: 2, rest: 3}}                        | whole
            {rank: 1, oldRank: 2}                              | oldRank
            {rank: null, oldRank: null}                        | ``
            {rank: [], oldRank: []}                            | oldRank
            {team: {$oid: "000000000000000000000001"}, teams: []} | ``
            {owner: {$oid: "000000000000000000000001"}, holder: {$oid: "000000000000000000000001"}} | holder
            {lines: [{sku: "a"}, {code: {full: "b"}}]}         | ``
            {lines: [{sku: "a", code: {full: "b"}}]}           | lines
            {lines: [{code: {full: "b", rest: 1}}]}            | lines
            {lines: {sku: "a", code: {full: "b"}}}             | lines
            """)
    void areKept(String document, String fields) {
        assertThat(kept(document)).isEqualTo(fields);
    }

    @Test
    void followThePolicyForUnmappedFields() {
        String both = "{contact: {email: \"a\"}, mail: \"b\"}";
        assertThat(derive("unmapped_fields: ignore", both)).isInstanceOf(Derivation.Rows.class);
        assertThat(((Derivation.Rows) derive("unmapped_fields: ignore", both)).unmapped())
                .isEmpty();
        assertThat(((Derivation.Failed) derive("unmapped_fields: fail", both))
                        .first()
                        .reason())
                .isEqualTo(Reason.UNMAPPED);
        assertThat(derive("unmapped_fields: fail", "{mail: \"b\"}")).isInstanceOf(Derivation.Rows.class);
        assertThat(derive("ignore: [mail]", both))
                .isInstanceOfSatisfying(
                        Derivation.Rows.class,
                        rows -> assertThat(rows.unmapped()).isEmpty());
    }

    private static String kept(String document) {
        return ((Derivation.Rows) derive("", document))
                .unmapped().map(BsonDocument::parse).map(BsonDocument::keySet).stream()
                        .flatMap(names -> names.stream())
                        .collect(Collectors.joining(","));
    }

    private static Derivation derive(String unmapped, String fields) {
        Migration migration = MigrationFile.parse("m.yaml", FILE.replace("UNMAPPED", unmapped));
        BsonDocument document = BsonDocument.parse(fields);
        document.put("_id", new org.bson.BsonObjectId());
        return new CollectionRows(migration.collection("users"), migration)
                .derive(document, DocumentId.of(document.get("_id")).canonical(), (collection, id) -> false);
    }
}
