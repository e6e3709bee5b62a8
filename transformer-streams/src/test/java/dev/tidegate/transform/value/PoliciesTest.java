package dev.tidegate.transform.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.mapping.declaration.ColumnMapping.Default;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.Policies.Converted;
import dev.tidegate.mapping.declaration.Policies.Invalid;
import dev.tidegate.mapping.declaration.Policies.Nul;
import java.util.List;
import java.util.Map;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the migration file may say about values: defaults, constants, maps, policies. */
class PoliciesTest {
    private static final Policies STRICT =
            new Policies(Converted.DEAD_LETTER, Invalid.DEAD_LETTER, Invalid.DEAD_LETTER, Nul.DEAD_LETTER, false);
    private static final Policies LENIENT =
            new Policies(Converted.CONVERT, Invalid.NULL_AND_KEEP, Invalid.NULL_AND_KEEP, Nul.REPLACE, true);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            integer      | 0                       | absent        | 0 [default]
            integer      | 0                       | null          | 0 [default]
            integer      | 0                       | []            | 0 [empty-array→null, default]
            integer      | 0                       | 7             | 7
            numeric      | 1.50                    | absent        | 1.50 [default]
            numeric      | 1e-8                    | absent        | 0.00000001 [default]
            numeric      | NaN                     | absent        | NaN [default]
            integer      | +007                    | absent        | 7 [default]
            boolean      | false                   | absent        | false [default]
            text         | en                      | absent        | en [default]
            text         | en                      | ""            | ` `
            enum         | NEW                     | null          | NEW [default]
            timestamp(3) | 1970-01-01T00:00:01Z    | absent        | 1000 [default]
            timestamp(3) | 1970-01-01 00:00:01     | absent        | 1000 [default]
            timestamp(3) | 1970-01-02              | absent        | 86400000 [default]
            jsonb        | {"a": 1}                | absent        | {"a": 1} [default]
            text[]       | {}                      | absent        | [] [default]
            text[]       | {a,"b, c",NULL,"NULL"}  | null          | [a, b, c, null, NULL] [default]
            """)
    void requiredAndAbsentTakesTheDefault(String type, String stated, String bson, String outcome) {
        assertThat(TestColumn.of(type).withDefault(stated).shown(bson)).isEqualTo(outcome.strip());
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
    void requiredAndAbsentWithoutDefaultIsADeadLetter(String type) {
        assertThat(TestColumn.of(type).asRequired().shown("absent")).isEqualTo("!required-absent");
        assertThat(TestColumn.of(type).asRequired().shown("null")).isEqualTo("!required-absent");
    }

    @Test
    void creationTimeIsTheObjectIds() {
        TestColumn column = TestColumn.of("timestamp(3)").withDefault(new Default.ObjectIdTime());
        assertThat(column.shown("absent")).isEqualTo(0x65a1b2c3L * 1000 + " [default]");
        Conversion otherId = column.converter().convert(null, new ConversionContext(new BsonInt32(1)));
        assertThat(TestColumn.shown(otherId)).isEqualTo("!required-absent");
    }

    @Test
    void constantIsTheValueOfEveryRow() {
        TestColumn column = TestColumn.of("integer").withConstant("7");
        assertThat(column.shown("absent")).isEqualTo("7");
        assertThat(column.shown("\"anything\"")).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            enum    | Active=NEW,New=NEW     | "Active"      | NEW [mapped]
            enum    | Active=NEW             | "active"      | !invalid-enum
            enum    | Active=NEW             | ["Active"]    | NEW [array→element, mapped]
            enum    | NEW=new                | "NEW"         | new [mapped]
            boolean | Active=true            | "Active"      | true [mapped]
            boolean | Active=true            | "Inactive"    | !not-exact
            boolean | Active=true            | true          | true
            integer | 1=2                    | 1             | 1
            integer | 1=2                    | "1"           | 2 [mapped]
            text[]  | a=b                    | ["a", "c"]    | [b, c] [mapped]
            """)
    void mapGoesBeforeConversion(String type, String map, String bson, String outcome) {
        assertThat(TestColumn.of(type).withMap(parsed(map)).shown(bson)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            integer      | 5                | 5
            integer      | 5.0              | !wrong-type
            integer      | "5"              | !wrong-type
            integer      | [5]              | !wrong-type
            integer      | []               | !wrong-type
            text         | 5                | !wrong-type
            text[]       | "a"              | !wrong-type
            text[]       | [5]              | !wrong-type
            text         | "a\\u0000b"      | !not-exact
            jsonb        | "a\\u0000b"      | !not-exact
            uuid people  | "65a1b2c3d4e5f60718293a4b" | !wrong-type
            """)
    void strictPoliciesConvertNothing(String type, String bson, String outcome) {
        assertThat(TestColumn.of(type).withPolicies(STRICT).shown(bson)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            integer      | "abc"            | NULL [invalid→null] +original
            integer      | ["abc"]          | NULL [array→element, invalid→null] +original
            integer      | [1, 2]           | NULL [invalid→null] +original
            integer      | 1e300            | NULL [invalid→null] +original
            integer      | true             | NULL [invalid→null] +original
            enum         | "none"           | NULL [invalid→null] +original
            text[]       | ["a", {"b": 1}]  | NULL [invalid→null] +original
            uuid people  | "abc"            | NULL [invalid→null] +original
            uuid people  | 5                | NULL [invalid→null] +original
            integer      | ""               | NULL [empty→null]
            integer      | [""]             | NULL [array→element, empty→null]
            text         | ""               | NULL [empty→null]
            enum         | ""               | NULL [empty→null]
            text[]       | ["a", ""]        | [a, null] [empty→null]
            jsonb        | ""               | ""
            """)
    void lenientPoliciesGiveNullAndKeepTheOriginal(String type, String bson, String outcome) {
        assertThat(TestColumn.of(type).withPolicies(LENIENT).shown(bson)).isEqualTo(outcome);
    }

    @Test
    void nullCannotStandInForARequiredValue() {
        TestColumn column = TestColumn.of("integer").asRequired().withPolicies(LENIENT);
        Conversion failed = column.convert(TestColumn.bson("\"abc\""));
        assertThat(TestColumn.shown(failed)).isEqualTo("!not-exact");
        assertThat(((Conversion.Failure) failed).message()).doesNotContain("null_and_keep");
        assertThat(column.shown("\"\"")).isEqualTo("!required-absent");
        assertThat(TestColumn.of("integer")
                        .withDefault("3")
                        .withPolicies(LENIENT)
                        .shown("\"\""))
                .isEqualTo("3 [empty→null, default]");
    }

    @Test
    void ofSeveralFieldsTheNextOneCountsWhenTheFirstIsAsIfAbsent() {
        ValueConverter integer = TestColumn.of("integer").converter();
        assertThat(integer.isAsIfAbsent(null)).isTrue();
        for (String nothing : List.of("null", "[]", "[null]")) {
            assertThat(integer.isAsIfAbsent(TestColumn.bson(nothing)))
                    .as(nothing)
                    .isTrue();
        }
        for (String something : List.of("0", "\"\"", "[0]", "[[]]", "[null, null]", "{}")) {
            assertThat(integer.isAsIfAbsent(TestColumn.bson(something)))
                    .as(something)
                    .isFalse();
        }
        ValueConverter lenient = TestColumn.of("text").withPolicies(LENIENT).converter();
        assertThat(lenient.isAsIfAbsent(TestColumn.bson("\"\""))).isTrue();
        assertThat(lenient.isAsIfAbsent(TestColumn.bson("[\"\"]"))).isTrue();
        assertThat(TestColumn.of("text[]").converter().isAsIfAbsent(TestColumn.bson("[]")))
                .isFalse();
    }

    @Test
    void whatTheFileStatesMustBeAValueOfTheColumn() {
        assertThatThrownBy(() -> TestColumn.of("integer").withDefault("many").converter())
                .hasMessageContaining("column \"c\"")
                .hasMessageContaining("integer");
        assertThatThrownBy(
                        () -> TestColumn.of("enum").withMap(Map.of("a", "OLD")).converter())
                .hasMessageContaining("enum Status");
        assertThatThrownBy(() -> TestColumn.of("text[]").withConstant("a,b").converter())
                .hasMessageContaining("array literal");
    }

    private static Map<String, String> parsed(String map) {
        Map<String, String> entries = new java.util.HashMap<>();
        for (String entry : map.split(",")) {
            String[] sides = entry.split("=");
            entries.put(sides[0], sides[1]);
        }
        return entries;
    }
}
