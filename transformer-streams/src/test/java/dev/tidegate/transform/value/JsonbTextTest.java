package dev.tidegate.transform.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDbPointer;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every BSON value becomes in {@code jsonb}. */
class JsonbTextTest {
    private static final ObjectId ID = new ObjectId("65a1b2c3d4e5f60718293a4b");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            5                                                   | 5
            {"$numberLong": "9223372036854775807"}              | 9223372036854775807
            0.1                                                 | 0.1
            12.0                                                | 12
            -0.0                                                | 0
            1e300                                               | 1E+300
            {"$numberDouble": "4.9E-324"}                       | 5E-324
            {"$numberDecimal": "1.20"}                          | 1.20
            {"$numberDecimal": "1E+6144"}                       | 1.000000000000000000000000000000000E+6144
            {"$numberDecimal": "1E-6176"}                       | 1E-6176
            {"$numberDecimal": "-0.00"}                         | -0.00
            "text"                                              | "text"
            "quote\\" back\\\\ slash/"                          | "quote\\" back\\\\ slash/"
            "tab\\t line\\n bell\\u0007"                        | "tab\\t line\\n bell\\u0007"
            "🐎"                                                | "🐎"
            true                                                | true
            {"a": null, "b": [1, null, {}], "c": {"d": []}}     | {"a":null,"b":[1,null,{}],"c":{"d":[]}}
            {"$oid": "65a1b2c3d4e5f60718293a4b"}                | "65a1b2c3d4e5f60718293a4b"
            {"$date": {"$numberLong": "1700000000000"}}         | "2023-11-14T22:13:20.000Z"
            {"d": {"$date": {"$numberLong": "1"}}}              | {"d":"1970-01-01T00:00:00.001Z"}
            {"$numberDouble": "NaN"}                            | {"$numberDouble": "NaN"}
            {"$numberDouble": "-Infinity"}                      | {"$numberDouble": "-Infinity"}
            {"$numberDecimal": "NaN"}                           | {"$numberDecimal": "NaN"}
            {"$numberDecimal": "Infinity"}                      | {"$numberDecimal": "Infinity"}
            {"$binary": {"base64": "AAEC", "subType": "00"}}    | {"$binary": {"base64": "AAEC", "subType": "00"}}
            {"$uuid": "00010203-0405-0607-0809-0a0b0c0d0e0f"}   | {"$binary": {"base64": "AAECAwQFBgcICQoLDA0ODw==", "subType": "04"}}
            {"$regularExpression": {"pattern": "a", "options": "i"}} | {"$regularExpression": {"pattern": "a", "options": "i"}}
            {"$timestamp": {"t": 1, "i": 2}}                    | {"$timestamp": {"t": 1, "i": 2}}
            {"$code": "f()"}                                    | {"$code": "f()"}
            {"$code": "f()", "$scope": {"x": 1}}                | {"$code": "f()", "$scope": {"x": {"$numberInt": "1"}}}
            {"$symbol": "s"}                                    | {"$symbol": "s"}
            {"$minKey": 1}                                      | {"$minKey": 1}
            {"$maxKey": 1}                                      | {"$maxKey": 1}
            {"$undefined": true}                                | NULL
            [{"$undefined": true}]                              | [{"$undefined": true}]
            {"$dbPointer": {"$ref": "db.c", "$id": {"$oid": "65a1b2c3d4e5f60718293a4b"}}} | {"$dbPointer": {"$ref": "db.c", "$id": {"$oid": "65a1b2c3d4e5f60718293a4b"}}}
            [{"$minKey": 1}, {"n": {"$numberDouble": "NaN"}}]   | [{"$minKey": 1},{"n":{"$numberDouble": "NaN"}}]
            """)
    void jsonb(String bson, String json) {
        assertThat(TestColumn.of("jsonb").shown(bson)).isEqualTo(json);
    }

    @Test
    void fieldsNamedLikeExtendedJsonAreFieldsLikeAnyOther() {
        BsonDocument named = new BsonDocument("$oid", new BsonString(ID.toHexString()));
        assertThat(TestColumn.shown(TestColumn.of("jsonb").convert(named))).isEqualTo("{\"$oid\":\"" + ID + "\"}");
        assertThat(TestColumn.of("jsonb").shown("{\"$oid\": \"" + ID + "\"}")).isEqualTo("\"" + ID + "\"");
    }

    static Stream<Arguments> valuesWithNul() {
        return Stream.of(
                Arguments.of(new BsonString("a\0b"), "\"a\uFFFDb\""),
                Arguments.of(new BsonDocument("na\0me", new BsonInt32(1)), "{\"na\uFFFDme\":1}"),
                Arguments.of(new BsonArray(java.util.List.of(new BsonString("\0"))), "[\"\uFFFD\"]"),
                Arguments.of(new BsonJavaScript("a\0b"), "{\"$code\": \"a\\ufffdb\"}"),
                Arguments.of(
                        new BsonJavaScriptWithScope("a\0b", new BsonDocument("x", new BsonString("\0"))),
                        "{\"$code\": \"a\\ufffdb\", \"$scope\": {\"x\": \"\\ufffd\"}}"),
                Arguments.of(new BsonSymbol("a\0b"), "{\"$symbol\": \"a\\ufffdb\"}"),
                Arguments.of(
                        new BsonRegularExpression("a\0b", "i"),
                        "{\"$regularExpression\": {\"pattern\": \"a\\ufffdb\", \"options\": \"i\"}}"),
                Arguments.of(
                        new BsonDbPointer("d\0b", ID),
                        "{\"$dbPointer\": {\"$ref\": \"d\\ufffdb\", \"$id\": {\"$oid\": \"" + ID + "\"}}}"),
                Arguments.of(new BsonString("half \uD83D pair"), "\"half \uFFFD pair\""),
                Arguments.of(new BsonSymbol("half \uDC0E\uD83D pair"), "{\"$symbol\": \"half \\ufffd\\ufffd pair\"}"));
    }

    @ParameterizedTest
    @MethodSource("valuesWithNul")
    void nulIsReplacedEverywhereAndTheOriginalKept(BsonValue value, String json) {
        assertThat(TestColumn.shown(TestColumn.of("jsonb").convert(value)))
                .isEqualTo(json + " [nul-replaced] +original");
    }

    @Test
    void nulInTextIsReplacedAndTheOriginalKept() {
        assertThat(TestColumn.shown(TestColumn.of("text").convert(new BsonString("\0a\0"))))
                .isEqualTo("\uFFFDa\uFFFD [nul-replaced] +original");
        assertThat(TestColumn.of("text[]").shown("[\"a\\u0000\", 5, \"b\"]"))
                .isEqualTo("[a\uFFFD, 5, b] [nul-replaced, int→text] +original");
        assertThat(TestColumn.shown(TestColumn.of("text").convert(new BsonString("half \uDC0E pair"))))
                .isEqualTo("half \uFFFD pair [nul-replaced] +original");
    }

    @Test
    void textThatOnlyLooksLikeAnEscapedNulIsCarriedAsItIs() {
        assertThat(TestColumn.shown(TestColumn.of("jsonb").convert(new BsonJavaScript("\\u0000"))))
                .isEqualTo("{\"$code\": \"\\\\u0000\"}");
        assertThat(TestColumn.shown(TestColumn.of("jsonb").convert(new BsonJavaScript("\\\0"))))
                .isEqualTo("{\"$code\": \"\\\\\\ufffd\"} [nul-replaced] +original");
    }

    @Test
    void deepNestingIsCarried() {
        BsonValue nested = new BsonInt32(1);
        for (int level = 0; level < 200; level++) {
            nested = level % 2 == 0 ? new BsonDocument("a", nested) : new BsonArray(java.util.List.of(nested));
        }
        assertThat((String) TestColumn.of("jsonb").value(nested))
                .startsWith("[{\"a\":[{")
                .contains("1");
    }
}
