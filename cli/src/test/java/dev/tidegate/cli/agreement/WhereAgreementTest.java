package dev.tidegate.cli.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.Where;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.transform.value.DocumentFilter;
import dev.tidegate.validator.document.WhereRule;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The transformer and the validator, each with code of its own, take the same documents. */
class WhereAgreementTest {
    private static final BsonArray VALUES = BsonArray.parse("""
            [null, "", "a", "1", "1.5", 1, 0, 1.5, -0.0, true, false, [], ["a"], [null], [[1]], [1, "a"],
             {"$numberDecimal": "1.50"}, {"$numberDecimal": "-0"}, {"$numberDecimal": "NaN"}, {"$numberLong": "1"},
             {"$numberDouble": "NaN"}, {"$undefined": true}, {"$symbol": "a"}, {"b": null}, {"b": 1}, {"b": "a"}, {},
             {"b": ["a", 1]}, [{"b": 1}, {}], [{"b": "a"}, {"b": null}], [{"c": 1}], {"b": {"c": 1}}, {"0": "a"},
             [{"b": [{"c": "a"}]}], {"b": [{"c": "a"}, 1]}, {"$numberLong": "9007199254740993"},
             {"$numberDouble": "9007199254740992"}]
            """.replaceAll("\\s*\n\\s*", " "));
    private static final List<String> PATHS = List.of("f", "f.b", "f.b.c", "f.0", "f.0.b", "g");
    private static final List<String> TESTS = List.of(
            "null",
            "a",
            "''",
            "'1'",
            "1",
            "1.5",
            "0",
            "true",
            "[a, 1]",
            "[a, null]",
            "{ne: null}",
            "{ne: a}",
            "{ne: [1, true]}",
            "{exists: true}",
            "{exists: false}",
            "9007199254740993");

    @Test
    void bothTakeTheSameDocuments() {
        int taken = 0;
        int all = 0;
        for (String path : PATHS) {
            for (String test : TESTS) {
                Where where = where("'" + path + "': " + test);
                for (BsonDocument document : documents()) {
                    boolean takes = DocumentFilter.of(where).takes(document);
                    assertThat(new WhereRule(where).takes(document))
                            .as(path + ": " + test + " of " + document)
                            .isEqualTo(takes);
                    taken += takes ? 1 : 0;
                    all++;
                }
            }
        }
        assertThat(taken).isBetween(all / 10, all - all / 10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            f: null           | {}                        | true
            f: null           | {f: null}                 | true
            f: null           | {f: 0}                    | false
            f: 1              | {f: {$numberLong: '1'}}   | true
            f: 1              | {f: {$numberDecimal: '1.00'}} | true
            f: 1              | {f: '1'}                  | false
            f: '1'            | {f: 1}                    | false
            f: 0.1            | {f: 0.1}                  | true
            f: true           | {f: 'true'}               | false
            f: a              | {f: ['b', 'a']}           | true
            f: {ne: a}        | {f: ['b', 'a']}           | false
            f: {ne: a}        | {}                        | true
            f: {ne: null}     | {f: 0}                    | true
            f: {exists: true} | {f: null}                 | true
            f: {exists: false} | {}                       | true
            f.b: a            | {f: [{b: 'x'}, {b: 'a'}]} | true
            f.b: null         | {f: [{b: 1}, {}]}         | true
            f.b: null         | {f: []}                   | false
            f.b: null         | {f: 5}                    | true
            f.1: a            | {f: ['x', 'a']}           | true
            """)
    void takesWhatAQueryOfMongoDbFinds(String condition, String document, boolean taken) {
        assertThat(DocumentFilter.of(where(condition)).takes(BsonDocument.parse(document)))
                .isEqualTo(taken);
        assertThat(new WhereRule(where(condition)).takes(BsonDocument.parse(document)))
                .isEqualTo(taken);
    }

    private static Where where(String condition) {
        return MigrationFile.parse(
                        "where",
                        "migration: w\nsource: {database: w}\ncollections: {c: {where: {" + condition
                                + "}, columns: {x: text}}}")
                .collection("c")
                .where();
    }

    private static List<BsonDocument> documents() {
        List<BsonDocument> documents = new ArrayList<>(List.of(new BsonDocument()));
        for (BsonValue value : VALUES) {
            documents.add(new BsonDocument("f", value));
            documents.add(new BsonDocument("f", new BsonArray(List.of(value, new BsonDocument("b", value)))));
        }
        return documents;
    }
}
