package dev.tidegate.validator.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.Parsing.Form;
import dev.tidegate.mapping.declaration.Parsing.Unit;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParsedValueRulesTest {
    private static final Form TIMES = new Form.Times(
            List.of("MM/dd/yyyy", "yyyy-MM-dd HH:mm", "yyyyMMddHHmmssSSSX"),
            Optional.of("America/New_York"),
            Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "12/31/2023, 2023-12-31T05:00",
        "07/01/2023, 2023-07-01T04:00",
        "2023-11-05 00:59, 2023-11-05T04:59",
        "2023-11-05 02:00, 2023-11-05T07:00",
        "20231105013000250-05, 2023-11-05T06:30:00.250",
        "2023-01-01T00:00Z, 2023-01-01T00:00"
    })
    void timesInUtc(String text, LocalDateTime utc) {
        assertThat(judged(TIMES, new TimestampRule(3), new BsonString(text))
                        .value()
                        .matches(utc))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "02/30/2023",
        "2023-03-12 02:30",
        "2023-11-05 01:30",
        "2023-11-05 01:30 ",
        "31/12/2023",
        "2023-01-01T00:00"
    })
    void timesThatAreNone(String text) {
        assertThat(ValueRules.parsed(TIMES, new TimestampRule(3)).judge(new BsonString(text)))
                .isEqualTo(Judgement.notExact());
    }

    @Test
    void countsOfSecondsAndMilliseconds() {
        Form seconds = new Form.Times(List.of(), Optional.empty(), Optional.of(Unit.S));

        assertThat(judged(seconds, new TimestampRule(3), value("86400.25")).value())
                .isEqualTo(new ExpectedValue.Plain(LocalDateTime.of(1970, 1, 2, 0, 0, 0, 250_000_000)));
        ValueRule rule = ValueRules.parsed(seconds, new TimestampRule(3));
        assertThat(rule.judge(value("{$numberDecimal: '0.00001'}"))).isEqualTo(Judgement.notExact());
        assertThat(rule.judge(value("{$numberDecimal: '1E+30'}"))).isEqualTo(Judgement.outOfRange());
        assertThat(rule.judge(value("{$numberDouble: 'Infinity'}"))).isEqualTo(Judgement.notExact());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 234 567,80 | 1234567.80
            -12,5        | -12.5
            +3           | 3
            1234         | 1234
            1 23         |
            12 3456      |
            1  234       |
            1.5          |
            5,           |
            -            |
            """)
    void numbersWithMarks(String text, BigDecimal number) {
        Form form = new Form.Numbers(",", Optional.of(" "));
        Judgement judgement = ValueRules.parsed(form, new NumericRule()).judge(new BsonString(text));

        assertThat(judgement)
                .isEqualTo(
                        number == null ? Judgement.notExact() : Judgement.fits(new ExpectedValue.ExactNumber(number)));
    }

    @Test
    void jsonInText() {
        ExpectedValue tree = judged(
                        new Form.Json(),
                        new JsonbRule(),
                        new BsonString("{\"b\": 1E2, \"a\": [1.50, \"x\"], \"b\": -0}"))
                .value();

        assertThat(tree.matches("{\"a\": [1.50, \"x\"], \"b\": 0}")).isTrue();
        assertThat(tree.matches("{\"a\": [1.5, \"x\"], \"b\": 0}")).isFalse();
        assertThat(tree.matches("{\"a\": [1.50, \"y\"], \"b\": 0}")).isFalse();
        assertThat(tree.matches(null)).isFalse();
        assertThat(judged(new Form.Json(), new JsonbRule(), new BsonString("null"))
                        .value()
                        .matches("null"))
                .isTrue();
        assertThat(judged(new Form.Json(), new JsonbRule(), new BsonString("\"\\u0000\""))
                        .replacesNul())
                .isTrue();
        ValueRule rule = ValueRules.parsed(new Form.Json(), new JsonbRule());
        for (String none : List.of("", "{", "{'a': 1}", "[1] 2", "1E1001", "[".repeat(101) + "]".repeat(101))) {
            assertThat(rule.judge(new BsonString(none))).as(none).isEqualTo(Judgement.notExact());
        }
    }

    @Test
    void labelsInAnyCaseAndEachElementOfAList() {
        ValueRule labels = ValueRules.parsed(new Form.Labels(), new EnumRule(Set.of("ACTIVE", "Done")));
        ValueRule list =
                ValueRules.parsed(new Form.Numbers(",", Optional.empty()), new ListRule(new NumericRule(), false));

        assertThat(labels.judge(new BsonString("active"))).isEqualTo(Judgement.fitsAs("ACTIVE"));
        assertThat(labels.judge(new BsonString("gone"))).isEqualTo(new Judgement.Unfit("invalid-enum"));
        assertThat(list.judge(value("['1,5', null]")))
                .isEqualTo(Judgement.fits(new ExpectedValue.Items(
                        List.of(new ExpectedValue.ExactNumber(new BigDecimal("1.5")), ExpectedValue.NULL))));
    }

    @Test
    void whatAMapCallsNumbersAndBooleans() {
        for (String one : List.of("1", "1.0", "{$numberLong: '1'}", "{$numberDecimal: '1.000'}", "'1'")) {
            assertThat(MapSource.of(value(one))).as(one).contains("1");
        }
        assertThat(MapSource.of(value("{$numberDecimal: '1E+3'}"))).contains("1000");
        assertThat(MapSource.of(value("{$numberDecimal: '-0.0'}"))).contains("0");
        assertThat(MapSource.of(value("false"))).contains("false");
        assertThat(MapSource.of(value("{$numberDouble: 'NaN'}"))).isEmpty();
        assertThat(MapSource.of(value("{}"))).isEmpty();
    }

    private static Judgement.Fits judged(Form form, ValueRule byType, BsonValue value) {
        return (Judgement.Fits) ValueRules.parsed(form, byType).judge(value);
    }

    private static BsonValue value(String bson) {
        return BsonDocument.parse("{v: " + bson + "}").get("v");
    }
}
