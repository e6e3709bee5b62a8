package dev.tidegate.mapping.bson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.id.DocumentId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactBsonTest {
    private static final long SEED = 11;
    private static final int STRING = 0x02;
    private static final int DOCUMENT = 0x03;
    private static final int REGEX = 0x0B;
    private static final int POINTER = 0x0C;
    private static final int CODE = 0x0D;
    private static final int SYMBOL = 0x0E;
    private static final int SCOPED = 0x0F;

    private static final List<byte[]> TEXTS = List.of(
            bytes("61"),
            bytes("61ff"),
            bytes("61fe"),
            bytes("61c080"),
            bytes("6180"),
            bytes("61eda080"),
            bytes("61f09f98"),
            bytes("61f09f9881"),
            bytes("61edb3bf"),
            "a\uFFFD".getBytes(StandardCharsets.UTF_8),
            "a\uFFFD\uFFFD".getBytes(StandardCharsets.UTF_8),
            "a\\udcff".getBytes(StandardCharsets.UTF_8),
            "\"a\\udcff\"".getBytes(StandardCharsets.UTF_8),
            "x:\"a\\udcff\"".getBytes(StandardCharsets.UTF_8));

    /** Each kind of value that holds text, within a document where MongoDB takes none at the top. */
    @ParameterizedTest
    @ValueSource(ints = {STRING, DOCUMENT, REGEX, POINTER, CODE, SYMBOL, SCOPED})
    void idsThatDifferInBrokenBytesAreTwo(int type) {
        Map<String, String> canonicals = new HashMap<>();
        Map<String, String> shown = new HashMap<>();
        for (byte[] text : TEXTS) {
            for (RawBsonDocument document : List.of(document(type, value(type, text)), within(type, text))) {
                String hex = hex(document);
                DocumentId id = DocumentId.of(ExactBson.id(document));
                assertThat(canonicals.put(id.canonical(), hex)).as(hex).isNull();
                assertThat(shown.put(id.display(), hex)).as(hex).isNull();
                assertThat(id.canonical()).isEqualTo(throughUtf8(id.canonical()));
                assertThat(DocumentId.parse(throughUtf8(id.display()))).contains(id.value());
            }
        }
        assertThat(canonicals).hasSize(2 * TEXTS.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {STRING, DOCUMENT, REGEX, POINTER, CODE, SYMBOL, SCOPED})
    void whatIsShownFindsTheSameBytes(int type) {
        for (byte[] text : TEXTS) {
            RawBsonDocument document = document(type, value(type, text));
            String shown = DocumentId.of(ExactBson.id(document)).display();
            BsonDocument typed = new BsonDocument("_id", DocumentId.parse(shown).orElseThrow());
            assertThat(hex(ExactBson.encode(typed))).isEqualTo(hex(document));
        }
    }

    @Test
    void theSameNameTwiceIsAnotherIdThanOnce() {
        byte[] one = element(STRING, bytes("61"), value(STRING, bytes("78")));
        byte[] other = element(STRING, bytes("61"), value(STRING, bytes("79")));
        List<byte[]> bodies = List.of(one, other, join(one, other), join(other, one), join(one, other, one));
        List<String> canonicals = new ArrayList<>();
        for (byte[] body : bodies) {
            RawBsonDocument document = document(DOCUMENT, length(body));
            DocumentId id = DocumentId.of(ExactBson.id(document));
            canonicals.add(id.canonical());
            BsonDocument typed =
                    new BsonDocument("_id", DocumentId.parse(id.display()).orElseThrow());
            assertThat(hex(ExactBson.encode(typed))).isEqualTo(hex(document));
        }
        assertThat(canonicals).doesNotHaveDuplicates();
    }

    @Test
    void anyBytesComeBack() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] text = new byte[random.nextInt(8)];
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) (random.nextBoolean() ? 0x80 + random.nextInt(0x80) : 0xE0 + random.nextInt(0x20));
            }
            String decoded = ExactText.decode(text, 0, text.length);
            assertThat(ExactText.encode(decoded))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(text);
        }
    }

    /** Whoever has rows of such ids keeps them. */
    @Test
    void anIdOfWholeTextIsAsTheDriverReadsIt() {
        for (String json : List.of(
                "{_id: 'grö\\ufffdße 😀'}",
                "{_id: {a: 'x', b: [1, 'é'], c: {$code: 'f', $scope: {d: 'é'}}}}",
                "{x: 1, _id: {$symbol: 'é'}}",
                "{_id: {$oid: '65a1b2c3d4e5f60718293a4b'}, x: 'é'}")) {
            RawBsonDocument document = RawBsonDocument.parse(json);
            BsonValue id = BsonDocument.parse(json).get("_id");
            assertThat(ExactBson.id(document)).isEqualTo(id);
            assertThat(ExactBson.withId(document)).isEqualTo(BsonDocument.parse(json));
            assertThat(hex(ExactBson.encode(BsonDocument.parse(json)))).isEqualTo(hex(document));
        }
        assertThat(DocumentId.of(new BsonString("grö\uFFFDße 😀")).canonical()).isEqualTo("s:grö\uFFFDße 😀");
        assertThat(ExactBson.id(RawBsonDocument.parse("{a: 1}"))).isNull();
    }

    @Test
    void ofADocumentTheIdAloneIsExact() {
        RawBsonDocument document = new RawBsonDocument(length(join(
                element(STRING, bytes("5f6964"), value(STRING, bytes("61ff"))),
                element(STRING, bytes("62"), value(STRING, bytes("61ff"))))));
        assertThat(ExactBson.withId(document))
                .isEqualTo(new BsonDocument("_id", new BsonString("a\uDCFF")).append("b", new BsonString("a\uFFFD")));
    }

    private static RawBsonDocument within(int type, byte[] text) {
        return document(DOCUMENT, length(element(type, bytes("76"), value(type, text))));
    }

    private static RawBsonDocument document(int type, byte[] id) {
        return new RawBsonDocument(length(element(type, bytes("5f6964"), id)));
    }

    private static byte[] value(int type, byte[] text) {
        return switch (type) {
            case STRING, CODE, SYMBOL -> text(text);
            case DOCUMENT -> length(element(STRING, text, text(bytes("78"))));
            case REGEX -> join(text, bytes("0000"));
            case POINTER -> join(text(text), bytes("65a1b2c3d4e5f60718293a4b"));
            case SCOPED -> {
                byte[] content = join(text(text), length(new byte[0]));
                yield join(little(4 + content.length), content);
            }
            default -> throw new IllegalArgumentException("type " + type);
        };
    }

    private static byte[] element(int type, byte[] name, byte[] value) {
        return join(new byte[] {(byte) type}, name, new byte[1], value);
    }

    private static byte[] text(byte[] text) {
        return join(little(text.length + 1), text, new byte[1]);
    }

    private static byte[] length(byte[] elements) {
        return join(little(4 + elements.length + 1), elements, new byte[1]);
    }

    private static byte[] little(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(RawBsonDocument document) {
        ByteBuffer buffer = document.getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String throughUtf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
