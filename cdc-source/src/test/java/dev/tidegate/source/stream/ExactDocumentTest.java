package dev.tidegate.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.bson.FromBytesCodec;
import java.nio.ByteBuffer;
import java.util.List;
import org.bson.BsonBinaryReader;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.DecoderContext;
import org.bson.json.JsonWriterSettings;
import org.junit.jupiter.api.Test;

class ExactDocumentTest {
    private static final List<String> DOCUMENTS = List.of(
            "{}",
            "{_id: {$oid: '656565656565656565656561'}, a: NaN, b: -0.0, c: NumberLong(1), d: 1, e: 1.0}",
            "{date: {$date: {$numberLong: '-62135596800001'}}, decimal: {$numberDecimal: '1.10'}}",
            "{bytes: {$binary: {base64: 'AAEC', subType: '05'}}, regex: /a.b/i, ts: {$timestamp: {t: 1, i: 2}}}",
            "{code: {$code: 'f()', $scope: {x: 1}}, symbol: {$symbol: 's'}, min: MinKey, max: MaxKey, u: undefined}",
            "{text: 'a\\u0000b \\ud83d\\ude00', list: [1, [2, {n: null}]]}");

    @Test
    void comesOutOfItsTextAsItWas() {
        for (String json : DOCUMENTS) {
            RawBsonDocument document = RawBsonDocument.parse(json);
            String text = read(document).toJson(JsonWriterSettings.builder().build());
            assertThat(bytes(ExactDocument.read(text))).as(json).isEqualTo(bytes(document));
        }
    }

    /** What no driver writes is reported further on; it must come that far. */
    @Test
    void bytesThatAreNoUtf8AndEqualNamesStay() {
        byte[] original =
                bytes(RawBsonDocument.parse("{_id: 1, a: 'x~', doc: {b: '~', x: 1, X: 2}, 'n~': 1, y: 1, Y: 2}"));
        for (int i = 0; i < original.length; i++) {
            if (original[i] == '~') {
                original[i] = (byte) 0x80;
            } else if (original[i] == 'X' || original[i] == 'Y') {
                original[i] += 'a' - 'A';
            }
        }
        String text = read(new RawBsonDocument(original)).toJson();
        assertThat(bytes(ExactDocument.read(text))).isEqualTo(original);
    }

    @Test
    void fieldsThatLookLikeExtendedJsonStayFields() {
        BsonDocument fake = new BsonDocument("$oid", new org.bson.BsonString("656565656565656565656561"));
        RawBsonDocument document =
                new RawBsonDocument(new BsonDocument("id", fake), new org.bson.codecs.BsonDocumentCodec());
        assertThat(ExactDocument.read(read(document).toJson()).get("id").isDocument())
                .isTrue();
    }

    @Test
    void readsJsonThatDebeziumMade() {
        assertThat(ExactDocument.read("{\"a\": NaN, \"n\": {\"$numberLong\": \"5\"}}"))
                .isEqualTo(RawBsonDocument.parse("{a: NaN, n: NumberLong(5)}"));
    }

    /** As the driver does. */
    private static BsonDocument read(RawBsonDocument document) {
        return new FromBytesCodec(ExactDocument::of)
                .decode(
                        new BsonBinaryReader(document.getByteBuffer().asNIO()),
                        DecoderContext.builder().build());
    }

    private static byte[] bytes(RawBsonDocument document) {
        ByteBuffer buffer = document.getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
