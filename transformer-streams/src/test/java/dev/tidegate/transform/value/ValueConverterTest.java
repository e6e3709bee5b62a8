package dev.tidegate.transform.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonDouble;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every BSON value becomes in every kind of column, by the default policies. */
class ValueConverterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            5                                                   | 5
            -2147483648                                         | -2147483648
            {"$numberLong": "2147483647"}                       | 2147483647
            {"$numberLong": "2147483648"}                       | !out-of-range
            {"$numberLong": "-2147483649"}                      | !out-of-range
            12.0                                                | 12 [double→integer]
            -0.0                                                | 0 [double→integer]
            2147483647.0                                        | 2147483647 [double→integer]
            2147483648.0                                        | !out-of-range
            1e300                                               | !out-of-range
            3.5                                                 | !not-exact
            {"$numberDouble": "NaN"}                            | !not-exact
            {"$numberDouble": "Infinity"}                       | !not-exact
            {"$numberDecimal": "12.00"}                         | 12 [decimal→integer]
            {"$numberDecimal": "1E+3"}                          | 1000 [decimal→integer]
            {"$numberDecimal": "-0"}                            | 0 [decimal→integer]
            {"$numberDecimal": "-0.00"}                         | 0 [decimal→integer]
            {"$numberDecimal": "0E+6000"}                       | 0 [decimal→integer]
            {"$numberDecimal": "2147483648"}                    | !out-of-range
            {"$numberDecimal": "9E+6144"}                       | !out-of-range
            {"$numberDecimal": "0.1"}                           | !not-exact
            {"$numberDecimal": "1E-6176"}                       | !not-exact
            {"$numberDecimal": "NaN"}                           | !not-exact
            {"$numberDecimal": "-Infinity"}                     | !not-exact
            "12"                                                | 12 [string→integer]
            "-12"                                               | -12 [string→integer]
            "0"                                                 | 0 [string→integer]
            "-0"                                                | 0 [string→integer]
            "2147483648"                                        | !out-of-range
            "99999999999999999999999999"                        | !out-of-range
            "012"                                               | !not-exact
            "+12"                                               | !not-exact
            " 12"                                               | !not-exact
            "12 "                                               | !not-exact
            "12.0"                                              | !not-exact
            "1e3"                                               | !not-exact
            "-"                                                 | !not-exact
            "٣"                                                 | !not-exact
            "１２"                                              | !not-exact
            "abc"                                               | !not-exact
            ""                                                  | !not-exact
            true                                                | !wrong-type
            {"$date": {"$numberLong": "1"}}                     | !wrong-type
            {"$oid": "65a1b2c3d4e5f60718293a4b"}                | !wrong-type
            {"$timestamp": {"t": 1, "i": 1}}                    | !wrong-type
            {"a": 1}                                            | !wrong-type
            {"$undefined": true}                                | NULL
            {"$minKey": 1}                                      | !wrong-type
            """)
    void integer(String bson, String outcome) {
        assertThat(TestColumn.of("integer").shown(bson)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            5                                                   | 5
            {"$numberLong": "9223372036854775807"}              | 9223372036854775807
            {"$numberLong": "-9223372036854775808"}             | -9223372036854775808
            -9223372036854775808.0                              | -9223372036854775808 [double→bigint]
            9223372036854774784.0                               | 9223372036854774784 [double→bigint]
            9223372036854775808.0                               | !out-of-range
            -9223372036854777856.0                              | !out-of-range
            {"$numberDecimal": "9223372036854775807.0"}         | 9223372036854775807 [decimal→bigint]
            {"$numberDecimal": "-9223372036854775808"}          | -9223372036854775808 [decimal→bigint]
            {"$numberDecimal": "9223372036854775808"}           | !out-of-range
            {"$numberDecimal": "-9223372036854775809"}          | !out-of-range
            "9223372036854775807"                               | 9223372036854775807 [string→bigint]
            "-9223372036854775808"                              | -9223372036854775808 [string→bigint]
            "9223372036854775808"                               | !out-of-range
            "-9223372036854775809"                              | !out-of-range
            false                                               | !wrong-type
            """)
    void bigint(String bson, String outcome) {
        assertThat(TestColumn.of("bigint").shown(bson)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -5                                                  | -5
            {"$numberLong": "9223372036854775807"}              | 9223372036854775807
            0.1                                                 | 0.1
            12.0                                                | 12
            -0.0                                                | 0
            2.0E-3                                              | 0.002
            2e-44                                               | 0.00000000000000000000000000000000000000000002
            1e23                                                | 100000000000000000000000
            {"$numberDouble": "NaN"}                            | NaN
            {"$numberDouble": "Infinity"}                       | Infinity
            {"$numberDouble": "-Infinity"}                      | -Infinity
            {"$numberDecimal": "1.20"}                          | 1.20
            {"$numberDecimal": "1E+3"}                          | 1000
            {"$numberDecimal": "-0.00"}                         | 0.00
            {"$numberDecimal": "1E-7"}                          | 0.0000001
            {"$numberDecimal": "NaN"}                           | NaN
            {"$numberDecimal": "Infinity"}                      | Infinity
            {"$numberDecimal": "-Infinity"}                     | -Infinity
            "12"                                                | 12 [string→numeric]
            "-12.50"                                            | -12.50 [string→numeric]
            "1.5E+3"                                            | 1500 [string→numeric]
            "1E-7"                                              | 0.0000001 [string→numeric]
            "-0.0"                                              | 0.0 [string→numeric]
            "0.000001"                                          | 0.000001 [string→numeric]
            "-9.999999999999999999999999999999999"              | -9.999999999999999999999999999999999 [string→numeric]
            "12345678901234567890123456789012345"               | !not-exact
            "0.0000001"                                         | !not-exact
            "1E+6145"                                           | !not-exact
            "1E+99999999999"                                    | !not-exact
            "1٣"                                                | !not-exact
            "1,5"                                               | !not-exact
            "1e3"                                               | !not-exact
            "1E3"                                               | !not-exact
            "12E+3"                                             | !not-exact
            "01.5"                                              | !not-exact
            ".5"                                                | !not-exact
            "5."                                                | !not-exact
            "+5"                                                | !not-exact
            " 5"                                                | !not-exact
            "0x10"                                              | !not-exact
            "NaN"                                               | !not-exact
            ""                                                  | !not-exact
            true                                                | !wrong-type
            {"$date": {"$numberLong": "1"}}                     | !wrong-type
            """)
    void numeric(String bson, String outcome) {
        assertThat(TestColumn.of("numeric").shown(bson)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            true                                                | true
            false                                               | false
            "true"                                              | true [string→boolean]
            "false"                                             | false [string→boolean]
            "True"                                              | !not-exact
            "t"                                                 | !not-exact
            "1"                                                 | !not-exact
            ""                                                  | !not-exact
            1                                                   | !wrong-type
            0.0                                                 | !wrong-type
            """)
    void booleans(String bson, String outcome) {
        assertThat(TestColumn.of("boolean").shown(bson)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"$date": {"$numberLong": "1700000000123"}}         | 1700000000123
            {"$date": {"$numberLong": "-1"}}                    | -1
            {"$date": {"$numberLong": "-210866803200000"}}      | -210866803200000
            {"$date": {"$numberLong": "-210866803200001"}}      | !out-of-range
            {"$date": {"$numberLong": "9224318015999999"}}      | 9224318015999999
            {"$date": {"$numberLong": "9224318016000000"}}      | !out-of-range
            {"$date": {"$numberLong": "9223372036854775807"}}   | !out-of-range
            "1970-01-01T00:00Z"                                 | 0 [string→timestamp]
            "1970-01-01T00:00:01Z"                              | 1000 [string→timestamp]
            "1970-01-01T00:00:01.5Z"                            | 1500 [string→timestamp]
            "1970-01-01T00:00:01.25Z"                           | 1250 [string→timestamp]
            "1970-01-01T00:00:01.125Z"                          | 1125 [string→timestamp]
            "1970-01-01T02:00:00+02:00"                         | 0 [string→timestamp]
            "1969-12-31T19:30:00.001-04:30"                     | 1 [string→timestamp]
            "2024-02-29T00:00Z"                                 | 1709164800000 [string→timestamp]
            "0000-01-01T00:00:00Z"                              | -62167219200000 [string→timestamp]
            "9999-12-31T23:59:59.999Z"                          | 253402300799999 [string→timestamp]
            "2023-02-29T00:00Z"                                 | !not-exact
            "2024-02-30T00:00Z"                                 | !not-exact
            "2024-04-31T00:00Z"                                 | !not-exact
            "2024-13-01T00:00Z"                                 | !not-exact
            "2024-00-01T00:00Z"                                 | !not-exact
            "2024-01-00T00:00Z"                                 | !not-exact
            "2024-01-01T24:00Z"                                 | !not-exact
            "2024-01-01T23:60Z"                                 | !not-exact
            "2016-12-31T23:59:60Z"                              | !not-exact
            "2024-01-01T00:00:00"                               | !not-exact
            "2024-01-01"                                        | !not-exact
            "2024-01-01 00:00:00Z"                              | !not-exact
            "2024-01-01T00:00:00z"                              | !not-exact
            "2024-01-01t00:00:00Z"                              | !not-exact
            "2024-01-01T00:00:00+0200"                          | !not-exact
            "2024-01-01T00:00:00+02"                            | !not-exact
            "2024-01-01T00:00:00+18:00"                         | 1704002400000 [string→timestamp]
            "2024-01-01T00:00:00+18:01"                         | !not-exact
            "2024-01-01T00:00:00-24:00"                         | !not-exact
            "2024-01-01T00:00:00+02:60"                         | !not-exact
            "2024-01-01T00:00.5Z"                               | !not-exact
            "2024-01-01T00:00:00.Z"                             | !not-exact
            "2024-01-01T00:00:00.1234Z"                         | !not-exact
            "10000-01-01T00:00Z"                                | !not-exact
            "-001-01-01T00:00Z"                                 | !not-exact
            "２０２４-01-01T00:00Z"                             | !not-exact
            "Mon Jan 01 2024"                                   | !not-exact
            ""                                                  | !not-exact
            1700000000123                                       | !wrong-type
            {"$timestamp": {"t": 1700000000, "i": 1}}           | !wrong-type
            """)
    void timestamp(String bson, String outcome) {
        assertThat(TestColumn.of("timestamp(3)").shown(bson)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "word"                                              | word
            "Žluťoučký 🐎"                                      | Žluťoučký 🐎
            5                                                   | 5 [int→text]
            {"$numberLong": "-9223372036854775808"}             | -9223372036854775808 [long→text]
            12.0                                                | 12 [double→text]
            -0.0                                                | -0 [double→text]
            0.1                                                 | 0.1 [double→text]
            999999999999999.0                                   | 999999999999999 [double→text]
            1e15                                                | 1E+15 [double→text]
            1.5e-7                                              | 1.5E-7 [double→text]
            {"$numberDouble": "4.9E-324"}                       | 5E-324 [double→text]
            {"$numberDouble": "NaN"}                            | NaN [double→text]
            {"$numberDouble": "-Infinity"}                      | -Infinity [double→text]
            {"$numberDecimal": "1.20"}                          | 1.20 [decimal→text]
            {"$numberDecimal": "1E+3"}                          | 1000 [decimal→text]
            {"$numberDecimal": "-0.0"}                          | 0.0 [decimal→text]
            {"$numberDecimal": "NaN"}                           | NaN [decimal→text]
            {"$numberDecimal": "-Infinity"}                     | -Infinity [decimal→text]
            true                                                | true [bool→text]
            {"$oid": "65A1B2C3D4E5F60718293A4B"}                | 65a1b2c3d4e5f60718293a4b [objectId→text]
            {"$date": {"$numberLong": "1700000000000"}}         | 2023-11-14T22:13:20.000Z [date→text]
            {"$date": {"$numberLong": "-62135596800001"}}       | 0000-12-31T23:59:59.999Z [date→text]
            {"$timestamp": {"t": 1, "i": 1}}                    | !wrong-type
            {"$binary": {"base64": "AAEC", "subType": "00"}}    | !wrong-type
            {"$regularExpression": {"pattern": "a", "options": ""}} | !wrong-type
            {"$symbol": "s"}                                    | !wrong-type
            {"a": 1}                                            | !wrong-type
            """)
    void text(String bson, String outcome) {
        assertThat(TestColumn.of("text").shown(bson)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "NEW"                                               | NEW
            "new"                                               | new
            "In Progress"                                       | In Progress
            "New"                                               | !invalid-enum
            "NEW "                                              | !invalid-enum
            ""                                                  | !invalid-enum
            "NE\\u0000W"                                        | !invalid-enum
            1                                                   | !wrong-type
            true                                                | !wrong-type
            """)
    void enumeration(String bson, String outcome) {
        assertThat(TestColumn.of("enum").shown(bson)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text      | []                  | NULL [empty-array→null]
            text      | [null]              | NULL [empty-array→null]
            text      | ["a"]               | a [array→element]
            text      | [5]                 | 5 [array→element, int→text]
            integer   | [5]                 | 5 [array→element]
            integer   | ["5"]               | 5 [array→element, string→integer]
            integer   | ["x"]               | !not-exact
            integer   | [true]              | !wrong-type
            integer   | [[5]]               | !wrong-type
            integer   | [[]]                | !wrong-type
            integer   | [5, 6]              | !wrong-type
            integer   | [5, null]           | !wrong-type
            enum      | ["NEW"]             | NEW [array→element]
            boolean   | [false]             | false [array→element]
            """)
    void arrayInScalarColumn(String type, String bson, String outcome) {
        assertThat(TestColumn.of(type).shown(bson)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["b", "a", "b"]     | [b, a, b]
            [null, "a", null]   | [null, a, null]
            []                  | []
            [null]              | [null]
            [1, true, "x"]      | [1, true, x] [int→text, bool→text]
            "a"                 | [a] [scalar→array]
            5                   | [5] [scalar→array, int→text]
            ""                  | [] [scalar→array]
            null                | NULL
            absent              | NULL
            [["a"]]             | !wrong-type
            ["a", {"b": 1}]     | !wrong-type
            {"b": 1}            | !wrong-type
            """)
    void textArray(String bson, String outcome) {
        assertThat(TestColumn.of("text[]").shown(bson)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "integer",
        "bigint",
        "numeric",
        "boolean",
        "timestamp(3)",
        "text",
        "enum",
        "jsonb",
        "text[]",
        "uuid people",
        "uuid[] people"
    })
    void absentAndNullAreNullInEveryColumn(String type) {
        assertThat(TestColumn.of(type).shown("absent")).isEqualTo("NULL");
        assertThat(TestColumn.of(type).shown("null")).isEqualTo("NULL");
    }

    @Test
    void lineBreaksDoNotHideBehindTheEndOfANumber() {
        assertThat(TestColumn.shown(TestColumn.of("integer").convert(new BsonString("12\n"))))
                .isEqualTo("!not-exact");
        assertThat(TestColumn.shown(TestColumn.of("numeric").convert(new BsonString("12.5\n"))))
                .isEqualTo("!not-exact");
        assertThat(TestColumn.shown(TestColumn.of("timestamp(3)").convert(new BsonString("2024-01-01T00:00Z\n"))))
                .isEqualTo("!not-exact");
    }

    @Test
    void messagesHoldNoValues() {
        Conversion failed = TestColumn.of("integer").convert(new BsonString("secret-token"));
        assertThat(((Conversion.Failure) failed).message())
                .contains("\"c\"", "integer", "correct the document")
                .doesNotContain("secret");
        Conversion half = TestColumn.of("integer").convert(new BsonDouble(1234.5));
        assertThat(((Conversion.Failure) half).message()).doesNotContain("1234");
    }
}
