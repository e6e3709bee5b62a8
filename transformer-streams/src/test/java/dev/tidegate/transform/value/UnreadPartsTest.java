package dev.tidegate.transform.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreadPartsTest {
    private static final Migration MIGRATION = MigrationFile.parse("m.yaml", """
            migration: m
            source: {database: d}
            collections:
              users:
                columns:
                  email: {type: text, from: [contact.email, mail]}
                  nick: {type: text, from: [nick, name], policy: {empty_as_null: true}}
                  labels: {type: "text[]", from: [labels, label], policy: {empty_as_null: true}}
                children:
                  Lines:
                    from: lines
                    key: {ordinal: o}
                    columns: {sku: {type: text, from: [sku, code.full]}}
            """);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {contact: {email: "a"}, mail: "b"}                  | mail
            {contact: {email: "a", phone: "1"}, mail: "a"}      | contact.phone, mail
            {contact: {email: null}, mail: "b"}                 | ``
            {contact: {email: []}, mail: "b"}                   | contact.email
            {contact: {email: {"$undefined": true}}, mail: "b"} | ``
            {contact: "a", mail: "b"}                           | contact
            {nick: "", name: "n"}                               | nick
            {nick: "x", name: {first: "n"}}                     | name
            {labels: "", label: "b"}                            | label
            {lines: [{sku: "a", code: {full: "b"}}, null]}      | lines[].code.full
            {lines: [{code: {full: "b", rest: 1}}, {sku: "a"}]} | lines[].code.rest
            """)
    void fieldsThatAnotherOneOfTheColumnGoesBeforeAreUnread(String document, String fields) {
        List<String> unknown = new ArrayList<>();
        UnmappedFields.of(MIGRATION.collection("users"), MIGRATION)
                .unreadParts(BsonDocument.parse(document), (path, value) -> unknown.add(path));
        assertThat(String.join(", ", unknown)).isEqualTo(fields);
    }
}
