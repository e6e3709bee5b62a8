package dev.tidegate.mapping.bson;

import static dev.tidegate.mapping.bson.DecodingLoss.LossKind.DUPLICATE_KEY;
import static dev.tidegate.mapping.bson.DecodingLoss.LossKind.INVALID_UTF8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;

class DecodingLossTest {

    @Test
    void aGoodDocumentOfEveryTypeLosesNothing() {
        RawBsonDocument good = RawBsonDocument.parse("""
                {_id: {$oid: '656565656565656565656561'}, d: 1.5, s: 'a\\u0000é€😀\\ufffd', doc: {s: 'x', doc: {s: 'y'}},
                 list: ['a', {s: 1}, {s: 2}, ['b', []]], bytes: {$binary: {base64: '/////w==', subType: '05'}},
                 undef: undefined, yes: true, date: {$date: {$numberLong: '-1'}}, nothing: null, regex: /é/i,
                 pointer: {$dbPointer: {'$ref': 'é', '$id': {'$oid': '656565656565656565656561'}}}, code: {$code: 'é'},
                 symbol: {$symbol: 'é'}, scoped: {$code: 'é', $scope: {s: 'é'}}, i: 1,
                 ts: {$timestamp: {t: 4294967295, i: 2}}, l: NumberLong(-1), dec: {$numberDecimal: '1.10'},
                 min: MinKey, max: MaxKey, 'é': 1, S: 1}
                """);
        assertThat(DecodingLoss.of(good)).isEmpty();
    }

    @Test
    void bytesThatAreNoUtf8AreNamedAtAnyDepthInEveryTypeThatHasText() {
        RawBsonDocument bad = spoilt("""
                {a: 'é', doc: {deep: {b: 'xéx'}}, list: [1, 'é', [{c: 'é'}]], code: {$code: 'é'}, symbol: {$symbol: 'é'},
                 scoped: {$code: 'é', $scope: {s: 'é'}}, regex: /é/i, options: {$regularExpression: {pattern: 'a', options: 'é'}},
                 pointer: {$dbPointer: {'$ref': 'é', '$id': {'$oid': '656565656565656565656561'}}}, ok: 'a', after: 'ü'}
                """);
        assertThat(DecodingLoss.of(bad))
                .containsExactly(
                        invalid("a"),
                        invalid("doc.deep.b"),
                        invalid("list"),
                        invalid("list.c"),
                        invalid("code"),
                        invalid("symbol"),
                        invalid("scoped"),
                        invalid("scoped.s"),
                        invalid("regex"),
                        invalid("options"),
                        invalid("pointer"));
        assertThat(bad.decode(new BsonDocumentCodec()).getString("a").getValue())
                .contains("\ufffd");
    }

    @Test
    void namesThatAreNoUtf8AreNamedAsTheyAreRead() {
        assertThat(DecodingLoss.of(spoilt("{'xé': 1, doc: {'é': 1}}")))
                .containsExactly(invalid("x\ufffd\ufffd"), invalid("doc.\ufffd\ufffd"));
    }

    @Test
    void surrogatesAndTruncatedSequencesAreNoUtf8() {
        for (byte[] bytes : List.of(
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xf0, (byte) 0x9f, (byte) 0x98},
                new byte[] {(byte) 0xc0, (byte) 0x80, 'a'},
                new byte[] {'a', 'b', (byte) 0xff})) {
            RawBsonDocument document = replaced("{a: '@@@'}", "@@@", bytes);
            assertThat(DecodingLoss.of(document)).containsExactly(invalid("a"));
        }
        assertThat(DecodingLoss.of(replaced("{a: '@'}", "@", new byte[] {(byte) 0x80})))
                .containsExactly(invalid("a"));
    }

    @Test
    void equalNamesAreNamedInEveryDocument() {
        RawBsonDocument document = replaced(
                "{a: 1, Z: 2, doc: {a: {b: 1, Z: 2}, list: [{a: 1, Z: 2, b: 1}]}, c: {$code: 'f', $scope: {a: 1, Z: 1}}}",
                "Z",
                "a".getBytes(StandardCharsets.UTF_8));
        assertThat(DecodingLoss.of(document))
                .containsExactly(duplicate("a"), duplicate("doc.list.a"), duplicate("c.a"));
        assertThat(DecodingLoss.of(replaced("{doc: {x: {a: 1}, Z: 1, y: 1, Q: 1}}", "Q", new byte[] {'Z'})))
                .containsExactly(duplicate("doc.Z"));
    }

    /** Two names become one when what is no UTF-8 in them is replaced. */
    @Test
    void namesThatBecomeEqualAreDuplicates() {
        RawBsonDocument document =
                replaced(replaced("{'@': 1, '#': 2}", "@", new byte[] {(byte) 0x80}), "#", new byte[] {(byte) 0x81});
        assertThat(DecodingLoss.of(document)).containsExactly(invalid("\ufffd"), duplicate("\ufffd"));
        assertThat(document.decode(new BsonDocumentCodec())).hasSize(1);
    }

    @Test
    void anIdLosesNothing() {
        RawBsonDocument document =
                replaced(spoilt("{_id: {a: 'é', Z: 'é'}, _idx: 'é', d: {_id: 'é'}}"), "Z", new byte[] {'a'});
        assertThat(DecodingLoss.of(document)).containsExactly(invalid("_idx"), invalid("d._id"));
    }

    @Test
    void aDocumentWithVeryManyNamesSomeShortly() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 1_000; i++) {
            json.append("f").append(i).append(": 'é', ");
        }
        RawBsonDocument many = spoilt(json + "last: 1}");
        assertThat(DecodingLoss.of(many)).hasSize(100);
        RawBsonDocument longName = spoilt("{'" + "n".repeat(10_000) + "': 'é'}");
        assertThat(DecodingLoss.of(longName).get(0).field()).hasSizeLessThan(210);
    }

    private static DecodingLoss invalid(String field) {
        return new DecodingLoss(field, INVALID_UTF8);
    }

    private static DecodingLoss duplicate(String field) {
        return new DecodingLoss(field, DUPLICATE_KEY);
    }

    /** With every é made two bytes that are no UTF-8. */
    private static RawBsonDocument spoilt(String json) {
        return replaced(json, "é", new byte[] {(byte) 0xe9, (byte) 0xe9});
    }

    private static RawBsonDocument replaced(String json, String text, byte[] by) {
        return replaced(RawBsonDocument.parse(json), text, by);
    }

    private static RawBsonDocument replaced(RawBsonDocument document, String text, byte[] by) {
        ByteBuffer buffer = document.getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                places.add(i);
            }
        }
        places.forEach(place -> System.arraycopy(by, 0, bytes, place, by.length));
        return new RawBsonDocument(bytes);
    }
}
