package dev.tidegate.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.source.IdBracket;
import dev.tidegate.events.source.RangeState;
import java.util.Optional;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeQueryTest {
    @Test
    void startsAtTheBracketsFirst() {
        assertThat(RangeQuery.rest(range(IdBracket.STRING, null, null)))
                .isEqualTo(BsonDocument.parse("{_id: {$type: ['string']}}"));
    }

    @Test
    void keepsWithinItsBounds() {
        assertThat(RangeQuery.rest(range(IdBracket.STRING, new BsonInt32(1), new BsonInt32(9))))
                .isEqualTo(BsonDocument.parse("{_id: {$type: ['string'], $gt: 1, $lte: 9}}"));
    }

    @Test
    void goesOnBehindTheLastCommittedId() {
        RangeState range = range(IdBracket.NUMBER, null, null).readTo(new BsonInt32(7), 3);
        assertThat(RangeQuery.rest(range))
                .isEqualTo(BsonDocument.parse("{_id: {$type: ['int', 'long', 'double', 'decimal'], $gt: 7}}"));
    }

    @Test
    void allOtherNumbersComeBehindNaN() {
        RangeState range = range(IdBracket.NUMBER, null, null);
        BsonDocument behind =
                BsonDocument.parse("{_id: {$type: ['int', 'long', 'double', 'decimal'], $gte: -Infinity}}");
        assertThat(RangeQuery.rest(range.readTo(new BsonDouble(Double.NaN), 1))).isEqualTo(behind);
        assertThat(RangeQuery.rest(range.readTo(new BsonDecimal128(Decimal128.NaN), 1)))
                .isEqualTo(behind);
    }

    /** U+DCFF stands for a byte that is no UTF-8, U+DC00 for a name that is there twice. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            STRING   | "a\\udcffb"                           | "a"
            STRING   | "\\udcff"                             | ""
            STRING   | "😀\\udcff"                           | "😀"
            DOCUMENT | {"a": 1, "b": "x\\udcff", "c": 1}     | {"a": 1, "b": "x"}
            DOCUMENT | {"a": {"b": {"c": "\\udcff"}}, "d": 1} | {"a": {"b": {"c": ""}}}
            DOCUMENT | {"a": 1, "\\udcff": 1, "c": 1}        | {"a": 1}
            DOCUMENT | {"a": 1, "a\\udc00": 1, "c": 1}       | {"a": 1}
            DOCUMENT | {"a": 1, "b": ["\\udcff"], "c": 1}    | {"a": 1}
            """)
    void readsAgainFromWhatTheDriverCanSend(IdBracket bracket, String id, String part) {
        RangeState range = range(bracket, null, null).readTo(value(id), 1);
        BsonDocument bounds = RangeQuery.rest(range).getDocument("_id");
        assertThat(bounds.keySet()).containsExactly("$type", "$gte");
        assertThat(bounds.get("$gte")).isEqualTo(value(part));
    }

    private static BsonValue value(String json) {
        return BsonDocument.parse("{v: " + json + "}").get("v");
    }

    @Test
    void theLastBracketTakesWhatIsInNoOther() {
        assertThat(RangeQuery.rest(range(IdBracket.OTHER, null, null)))
                .isEqualTo(BsonDocument.parse("{_id: {$not: {$type: ['objectId', 'string', 'int', 'long', 'double',"
                        + " 'decimal', 'binData', 'date', 'object']}}}"));
    }

    private static RangeState range(IdBracket bracket, BsonValue after, BsonValue upTo) {
        return RangeState.unread("c", 0, bracket, Optional.ofNullable(after), Optional.ofNullable(upTo));
    }
}
