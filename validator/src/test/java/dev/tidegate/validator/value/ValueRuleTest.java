package dev.tidegate.validator.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import java.time.LocalDateTime;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values are written as Extended JSON; a cell names the reason of a value that cannot be carried. */
class ValueRuleTest {
    private static final String HEX = "65a1b2c3d4e5f60718293a4b";
    private static final CollectionIds USERS = new CollectionIds("Users", CollectionIds.defaultTag("Users"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{$numberInt: '7'}                 | 7",
                "{$numberLong: '2147483647'}       | 2147483647",
                "{$numberLong: '2147483648'}       | out-of-range",
                "{$numberDouble: '-0.0'}           | 0",
                "{$numberDouble: '3.0'}            | 3",
                "{$numberDouble: '3.5'}            | not-exact",
                "{$numberDouble: 'NaN'}            | not-exact",
                "{$numberDouble: 'Infinity'}       | not-exact",
                "{$numberDouble: '1e300'}          | out-of-range",
                "{$numberDecimal: '12.00'}         | 12",
                "{$numberDecimal: '-0.0'}          | 0",
                "{$numberDecimal: '1E+40'}         | out-of-range",
                "{$numberDecimal: '0.1'}           | not-exact",
                "'-12'                             | -12",
                "'-0'                              | 0",
                "'012'                             | not-exact",
                "' 12'                             | not-exact",
                "'1e3'                             | not-exact",
                "''                                | not-exact",
                "'99999999999999999999'            | out-of-range",
                "'٣'                               | not-exact",
                "true                              | wrong-type",
                "{$date: {$numberLong: '1'}}       | wrong-type",
                "{}                                | wrong-type"
            })
    void integers(String json, String expected) {
        check(new WholeNumberRule(Integer.MIN_VALUE, Integer.MAX_VALUE), json, expected, Long::valueOf);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{$numberLong: '9223372036854775807'}      | 9223372036854775807",
                "{$numberDouble: '9223372036854775808'}    | out-of-range",
                "{$numberDouble: '-9223372036854775808'}   | -9223372036854775808",
                "'9223372036854775808'                     | out-of-range"
            })
    void bigints(String json, String expected) {
        check(new WholeNumberRule(Long.MIN_VALUE, Long.MAX_VALUE), json, expected, Long::valueOf);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{$numberInt: '7'}               | 7          | 7.0",
                "{$numberDecimal: '1.10'}        | 1.10       | 1.1",
                "{$numberDecimal: '-0.00'}       | 0.00       | 0",
                "{$numberDecimal: '1E+3'}        | 1000       | 1000.0",
                "{$numberDecimal: 'NaN'}         | NaN        | 0",
                "{$numberDecimal: '-Infinity'}   | -Infinity  | Infinity",
                "{$numberDouble: '0.1'}          | 0.1        | 0.10000000000000001",
                "{$numberDouble: '1.0'}          | 1          | 1.1",
                "{$numberDouble: '1.0'}          | 1.0        | 2",
                "{$numberDouble: 'Infinity'}     | Infinity   | NaN",
                "'12.50'                         | 12.50      | 12.5",
                "'1E+3'                          | 1000       | 100"
            })
    void numericsAreComparedWithTheirScale(String json, String same, String other) {
        ExpectedValue expected = fits(new NumericRule(), json);

        assertThat(expected.matches(same)).isTrue();
        assertThat(expected.matches(other)).isFalse();
        assertThat(expected.matches(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'1,5'    | not-exact",
                "'1e3'    | not-exact",
                "'01'     | not-exact",
                "''       | not-exact",
                "'NaN'    | not-exact",
                "true     | wrong-type"
            })
    void textsThatAreNoCanonicalDecimals(String json, String reason) {
        check(new NumericRule(), json, reason, text -> text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "true     | true",
                "'false'  | false",
                "'TRUE'   | not-exact",
                "''       | not-exact",
                "1        | wrong-type"
            })
    void booleans(String json, String expected) {
        check(new BooleanRule(), json, expected, Boolean::valueOf);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{$date: {$numberLong: '-1'}}                  | 1969-12-31T23:59:59.999",
                "{$date: {$numberLong: '-210866803200000'}}    | -4713-11-24T00:00",
                "{$date: {$numberLong: '-210866803200001'}}    | out-of-range",
                "{$date: {$numberLong: '9224318015999999'}}    | +294276-12-31T23:59:59.999",
                "{$date: {$numberLong: '9224318016000000'}}    | out-of-range",
                "'2023-07-22T10:00Z'                           | 2023-07-22T10:00",
                "'2023-07-22T10:00:01.5+02:00'                 | 2023-07-22T08:00:01.500",
                "'0000-01-01T00:00:00Z'                        | 0000-01-01T00:00",
                "'2023-07-22T10:00:00'                         | not-exact",
                "'2023-07-22'                                  | not-exact",
                "'2023-02-29T10:00:00Z'                        | not-exact",
                "'2023-07-22T24:00:00Z'                        | not-exact",
                "'2023-07-22T10:00:00.1234Z'                   | not-exact",
                "'2023-07-22T10:00:00+0200'                    | not-exact",
                "{$numberLong: '1690000000000'}                | wrong-type",
                "{$timestamp: {t: 1, i: 1}}                    | wrong-type"
            })
    void timestamps(String json, String expected) {
        check(new TimestampRule(3), json, expected, LocalDateTime::parse);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'ů'                                | ů",
                "{$numberInt: '-5'}                 | -5",
                "{$numberDecimal: '1E+3'}           | 1000",
                "{$numberDecimal: '-0.00'}          | 0.00",
                "{$numberDecimal: '2.50'}           | 2.50",
                "true                               | true",
                "{$oid: '65A1B2C3D4E5F60718293A4B'} | 65a1b2c3d4e5f60718293a4b",
                "{$date: {$numberLong: '0'}}        | 1970-01-01T00:00:00.000Z",
                "{$binary: {base64: '', subType: '00'}} | wrong-type",
                "{}                                 | wrong-type"
            })
    void texts(String json, String expected) {
        check(new TextRule(), json, expected, text -> text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "0.5                   | 0.5                  | 0.50000000000000011",
                "250000.0              | 250000               | 250000.0",
                "999999999999999.0     | 999999999999999      | 1000000000000000",
                "1e15                  | 1E15                 | 1E14",
                "1e300                 | 1.0E300              | 1.0E301"
            })
    void doublesInText(double number, String same, String other) {
        ExpectedValue expected = fits(new TextRule(), "{$numberDouble: '" + number + "'}");

        assertThat(expected.matches(same)).isTrue();
        assertThat(expected.matches(other)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"'low' | low", "'Low' | invalid-enum", "'' | invalid-enum", "1 | wrong-type"})
    void enums(String json, String expected) {
        check(new EnumRule(Set.of("low")), json, expected, text -> text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{$oid: '" + HEX + "'}                    | same",
                "'" + HEX + "'                            | same",
                "'65A1B2C3D4E5F60718293A4B'               | same",
                "'65a1'                                   | not-exact",
                "''                                       | not-exact",
                "5                                        | wrong-type",
                "{$binary: {base64: 'AAAAAAAAAAAAAAAAAAAAAA==', subType: '04'}} | wrong-type"
            })
    void references(String json, String expected) {
        var rule = new IdRule(USERS, IdKind.OBJECT_ID);
        if (!expected.equals("same")) {
            check(rule, json, expected, text -> text);
            return;
        }
        var others = new CollectionIds("Boards", CollectionIds.defaultTag("Boards"));

        assertThat(fits(rule, json).matches(USERS.uuid(new ObjectId(HEX)))).isTrue();
        assertThat(fits(rule, json).matches(others.uuid(new ObjectId(HEX)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"1 | {$numberLong: '1'}", "{$numberDouble: '1.0'} | {$numberDecimal: '1.00'}", "'a' | 'a'"})
    void referencesToIdsOfAnyType(String json, String sameId) {
        ExpectedValue expected = fits(new IdRule(USERS, IdKind.ANY), json);

        assertThat(expected.matches(DocumentId.of(bson(sameId)).uuidByName("Users")))
                .isTrue();
        assertThat(expected.matches(DocumentId.of(bson("'b'")).uuidByName("Users")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{a: [1, 'x', null]}                   | {\"a\": [1, \"x\", null]}            | {\"a\": [1, \"x\"]}",
                "{$numberDecimal: '1.10'}              | 1.10                                 | 1.1",
                "{$numberDecimal: '1E+3'}              | 1000                                 | 1000.0",
                "{$numberLong: '9007199254740993'}     | 9007199254740993                     | 9007199254740992",
                "{$numberDouble: '0.1'}                | 0.1                                  | 0.1000001",
                "{$numberDouble: '-0.0'}               | 0.0                                  | 1",
                "{$numberDouble: 'NaN'}                | {\"$numberDouble\": \"NaN\"}         | \"NaN\"",
                "{$numberDecimal: 'Infinity'}          | {\"$numberDecimal\": \"Infinity\"}   | \"Infinity\"",
                "{$oid: '" + HEX + "'}                 | \"" + HEX + "\"                      | {\"$oid\": \"" + HEX
                        + "\"}",
                "{$date: {$numberLong: '5'}}           | \"1970-01-01T00:00:00.005Z\"         | \"1970-01-01T00:00:00.005\"",
                "{$date: {$numberLong: '253402300800000'}} | \"+10000-01-01T00:00:00.000Z\"   | \"10000-01-01T00:00:00.000Z\"",
                "{$binary: {base64: 'AQ==', subType: '00'}} | {\"$binary\": {\"base64\": \"AQ==\", \"subType\": \"00\"}} | \"AQ==\"",
                "{$regularExpression: {pattern: 'a', options: 'i'}} | {\"$regularExpression\": {\"pattern\": \"a\", \"options\": \"i\"}} | \"a\"",
                "{$timestamp: {t: 1, i: 2}}            | {\"$timestamp\": {\"t\": 1, \"i\": 2}} | {\"$timestamp\": {\"t\": 2, \"i\": 1}}",
                "{$minKey: 1}                          | {\"$minKey\": 1}                     | {\"$maxKey\": 1}",
                "'a\\u0000'                            | \"a\uFFFD\"                          | \"a\"",
                "true                                  | true                                 | \"true\"",
                "{b: 1, a: 2}                          | {\"a\": 2, \"b\": 1}                 | {\"a\": 1, \"b\": 2}"
            })
    void jsonIsComparedToTheLastDigit(String json, String same, String other) {
        ExpectedValue expected = fits(new JsonbRule(), json);

        assertThat(expected.matches(same)).isTrue();
        assertThat(expected.matches(other)).isFalse();
        assertThat(expected.matches(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"['a', null, 5] | a,null,5", "'a' | a", "[] | ''", "[['a']] | wrong-type", "[{}] | wrong-type"})
    void lists(String json, String expected) {
        var rule = new ListRule(new TextRule(), false);
        if (expected.equals("wrong-type")) {
            check(rule, json, expected, text -> text);
            return;
        }
        String[] items = json.equals("[]") ? new String[0] : expected.split(",");
        for (int index = 0; index < items.length; index++) {
            items[index] = items[index].equals("null") ? null : items[index];
        }

        assertThat(fits(rule, json).matches(items)).isTrue();
        assertThat(fits(rule, json).matches(new String[] {"other"})).isFalse();
        assertThat(fits(rule, json).matches(null)).isFalse();
    }

    private static void check(
            ValueRule rule, String json, String expected, java.util.function.Function<String, Object> plain) {
        Judgement judgement = rule.judge(bson(json));
        if (judgement instanceof Judgement.Unfit unfit) {
            assertThat(unfit.reason()).isEqualTo(expected);
        } else {
            assertThat(((Judgement.Fits) judgement).value().matches(plain.apply(expected)))
                    .as("%s as %s, found %s", json, expected, judgement)
                    .isTrue();
        }
    }

    private static ExpectedValue fits(ValueRule rule, String json) {
        return ((Judgement.Fits) rule.judge(bson(json))).value();
    }

    private static BsonValue bson(String json) {
        return BsonDocument.parse("{v: " + json + "}").get("v");
    }

    @Test
    void fieldsNamedLikeExtendedJsonAreNotWhatTheyLookLike() {
        String hex = "65a1b2c3d4e5f60718293a4b";
        var named = new ExpectedValue.Json(new org.bson.BsonDocument("$oid", new org.bson.BsonString(hex)), false);
        var id = new ExpectedValue.Json(new org.bson.BsonObjectId(new org.bson.types.ObjectId(hex)), false);
        String document = "{\"$oid\": \"" + hex + "\"}";
        assertThat(named.matches(document)).isTrue();
        assertThat(named.matches('"' + hex + '"')).isFalse();
        assertThat(id.matches('"' + hex + '"')).isTrue();
        assertThat(id.matches(document)).isFalse();
    }
}
