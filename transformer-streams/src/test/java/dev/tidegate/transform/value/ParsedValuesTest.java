package dev.tidegate.transform.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.Parsing;
import dev.tidegate.mapping.declaration.Parsing.Form;
import dev.tidegate.mapping.declaration.Parsing.Unit;
import dev.tidegate.mapping.declaration.Policies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParsedValuesTest {
    private static final Parsing PRAGUE = new Parsing(
            false,
            false,
            new Form.Times(
                    List.of("d.M.yyyy", "d.M.yyyy HH:mm[:ss]", "yyyy-MM-dd HH:mm XXX", "d MMM yy"),
                    Optional.of("Europe/Prague"),
                    Optional.empty()));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            31.12.2024             | 2024-12-30T23:00:00Z
            1.7.2024               | 2024-06-30T22:00:00Z
            1.2.2024 09:30         | 2024-02-01T08:30:00Z
            1.2.2024 09:30:59      | 2024-02-01T08:30:59Z
            27.10.2024 01:59       | 2024-10-26T23:59:00Z
            27.10.2024 03:00       | 2024-10-27T02:00:00Z
            31.3.2024 03:00        | 2024-03-31T01:00:00Z
            2024-10-27 02:30 +01:00 | 2024-10-27T01:30:00Z
            5 Nov 24               | 2024-11-04T23:00:00Z
            2024-05-06T07:08:09.1Z | 2024-05-06T07:08:09.100Z
            """)
    void timesOfSeveralFormats(String text, Instant at) {
        Conversion.Value converted = converted("timestamp(3)", PRAGUE, text);

        assertThat(converted.value()).isEqualTo(at.toEpochMilli());
        assertThat(converted.counted()).extracting(Note::name).containsExactly("parsed string→timestamp");
    }

    /** No such day, no such hour, clocks put forward, clocks put back, other case, other words around it. */
    @ParameterizedTest
    @CsvSource({
        "31.2.2024",
        "1.2.2024 24:00",
        "31.3.2024 02:30",
        "27.10.2024 02:30",
        "5 nov 24",
        "on 5 Nov 24",
        "2024-05-06",
        "1.2.2024 09",
        "''"
    })
    void whatNoFormatReadsIsNotExact(String text) {
        assertThat(TestColumn.of("timestamp(3)").withParsing(PRAGUE).convert(new BsonString(text)))
                .isInstanceOfSatisfying(
                        Conversion.Failure.class,
                        failure -> assertThat(failure.reason().code()).isEqualTo("not-exact"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            S  | 1700000000                          | 1700000000000
            S  | 1700000000.5                        | 1700000000500
            S  | {"$numberDecimal": "-0.001"}        | -1
            S  | "1700000000"                        | 1700000000000
            S  | {"$date": {"$numberLong": "7"}}     | 7
            S  | 0.0001                              | !not-exact
            S  | {"$numberDouble": "NaN"}            | !not-exact
            S  | {"$numberDouble": "1e300"}          | !out-of-range
            S  | "1.5"                               | !not-exact
            S  | true                                | !wrong-type
            MS | {"$numberLong": "1700000000123"}    | 1700000000123
            MS | 1.5                                 | !not-exact
            MS | {"$numberLong": "9223372036854775807"} | !out-of-range
            """)
    void numbersThatCountFrom1970(Unit unit, String bson, String outcome) {
        var form = new Form.Times(List.of(), Optional.empty(), Optional.of(unit));
        Conversion conversion = TestColumn.of("timestamp(3)")
                .withParsing(new Parsing(false, false, form))
                .convert(org.bson.BsonDocument.parse("{v: " + bson + "}").get("v"));

        assertThat(
                        conversion instanceof Conversion.Failure failure
                                ? "!" + failure.reason().code()
                                : "" + ((Conversion.Value) conversion).value())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.234,50     | 1234.50
            1234,5       | 1234.5
            -1.234.567   | -1234567
            +0,07        | 0.07
            007          | 7
            12.34        |
            1.2345       |
            1,234.5      |
            1.234,       |
            ,5           |
            1e3          |
            12345678901234567890123456789012345 |
            """)
    void numbersWithMarksOfTheirOwn(String text, String number) {
        var form = new Form.Numbers(",", Optional.of("."));
        Conversion conversion = TestColumn.of("numeric")
                .withParsing(new Parsing(false, false, form))
                .convert(new BsonString(text));

        if (number == null) {
            assertThat(conversion).isInstanceOf(Conversion.Failure.class);
        } else {
            assertThat(((Conversion.Value) conversion).value()).isEqualTo(number);
        }
    }

    @Test
    void jsonThatIsKeptAsText() {
        Parsing json = new Parsing(false, false, new Form.Json());

        assertThat(converted("jsonb", json, " {\"a\": [1.50, null]} ").value()).isEqualTo(" {\"a\": [1.50, null]} ");
        Conversion.Value repaired = converted("jsonb", json, "[\"\\u0000\"]");
        assertThat(repaired.value()).isEqualTo("[\"\\ufffd\"]");
        assertThat(repaired.keepOriginal()).isTrue();
        assertThat(repaired.counted()).extracting(Note::name).containsExactly("parsed string→jsonb", "nul-replaced");
        for (String none : List.of(
                "", "{a: 1}", "[1,]", "[01]", "'a'", "NaN", "1 2", "\"\n\"", "[".repeat(101) + "]".repeat(101))) {
            assertThat(TestColumn.of("jsonb").withParsing(json).convert(new BsonString(none)))
                    .as(none)
                    .isInstanceOf(Conversion.Failure.class);
        }
    }

    @Test
    void trimsThenLowersThenTakesTheEmptyTextForAbsentThenMaps() {
        Parsing both = new Parsing(true, true, new Form.AsItIs());
        TestColumn column = TestColumn.of("text").withParsing(both).withMap(Map.of("yes", "ja"));

        Conversion.Value mapped = (Conversion.Value) column.convert(new BsonString("\ufeff YES\u00a0\n"));
        assertThat(mapped.value()).isEqualTo("ja");
        assertThat(mapped.counted()).extracting(Note::name).containsExactly("trimmed", "case-changed", "mapped");
        Policies emptyAsNull = new Policies(
                Policies.DEFAULTS.inexactType(),
                Policies.DEFAULTS.invalid(),
                Policies.DEFAULTS.invalidEnum(),
                Policies.DEFAULTS.nul(),
                true);
        Conversion.Value absent =
                (Conversion.Value) column.withPolicies(emptyAsNull).convert(new BsonString("  "));
        assertThat(absent.value()).isNull();
        assertThat(column.withPolicies(emptyAsNull).converter().isAsIfAbsent(new BsonString(" ")))
                .isTrue();
        assertThat(column.converter().isAsIfAbsent(new BsonString(" "))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1                          | NEW
            1.0                        | NEW
            {$numberLong: '1'}         | NEW
            {$numberDecimal: '1.00'}   | NEW
            '1'                        | NEW
            true                       | In Progress
            0.50                       | new
            {$numberDecimal: '5E-1'}   | new
            """, quoteCharacter = '`')
    void mapTakesNumbersAndBooleans(String bson, String label) {
        TestColumn column = TestColumn.of("enum").withMap(Map.of("1", "NEW", "true", "In Progress", "0.5", "new"));

        assertThat(column.value(org.bson.BsonDocument.parse("{v: " + bson + "}").get("v")))
                .isEqualTo(label);
        assertThat(column.convert(new BsonString("2"))).isInstanceOf(Conversion.Failure.class);
    }

    @Test
    void formsHoldForEachElementOfAList() {
        Parsing trim = new Parsing(true, false, new Form.AsItIs());

        assertThat(TestColumn.of("text[]").withParsing(trim).value(org.bson.BsonArray.parse("[' a ', null, 'b', 1]")))
                .isEqualTo(java.util.Arrays.asList("a", null, "b", "1"));
    }

    private static Conversion.Value converted(String type, Parsing parsing, String text) {
        return (Conversion.Value) TestColumn.of(type).withParsing(parsing).convert(new BsonString(text));
    }
}
