package dev.tidegate.mapping.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.bson.ExactJson;
import dev.tidegate.mapping.declaration.DocumentLimits;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentIdTest {
    private static final long SEED = 42;
    private static final ObjectId OBJECT_ID = new ObjectId("65a1b2c3d4e5f60718293a4b");

    private static final List<String> WRAPPERS = List.of(
            "$binary",
            "$code",
            "$date",
            "$dbPointer",
            "$maxKey",
            "$minKey",
            "$numberDecimal",
            "$numberDouble",
            "$numberInt",
            "$numberLong",
            "$oid",
            "$options",
            "$regex",
            "$regularExpression",
            "$scope",
            "$symbol",
            "$timestamp",
            "$type",
            "$undefined",
            "$uuid",
            "$ref",
            "$id");

    /** Made with Python's uuid from the definition. */
    @Test
    void agreesWithVectorsMadeElsewhere() {
        assertThat(uuid("products", new BsonString("abc"))).hasToString("701298b4-b948-5768-8225-c3110a6a2666");
        assertThat(uuid("products", new BsonInt32(1))).hasToString("2f0d2eb1-8c9b-50c1-8880-03d34b1135d6");
        assertThat(uuid("products", new BsonDouble(0.5))).hasToString("30785452-4a37-5a8a-a22d-6fc74593468e");
        assertThat(uuid("products", new BsonDouble(0.1))).hasToString("f57e2f02-797b-5b0e-9da8-ef5c27528647");
        assertThat(uuid("kunden", new BsonString("größe"))).hasToString("fc2d041e-72d6-52d0-b416-94a8a874bbef");
        UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        assertThat(uuid("products", new BsonBinary(uuid))).hasToString("f5051741-4d11-5307-b1ce-121898646f4c");
        assertThat(uuid("products", new BsonDocument("a", new BsonInt32(1))))
                .hasToString("0660d7eb-5783-519b-b6a5-3100d87476e7");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 10, 1_000_000, 2_147_483_647, -2_147_483_648})
    void wholeNumbersAreOneWhateverTheirType(long number) {
        String expected = "n:" + number;
        assertThat(DocumentId.of(new BsonInt32((int) number)).canonical()).isEqualTo(expected);
        assertThat(DocumentId.of(new BsonInt64(number)).canonical()).isEqualTo(expected);
        assertThat(DocumentId.of(new BsonDouble(number)).canonical()).isEqualTo(expected);
        assertThat(decimal(number + ".00")).isEqualTo(expected);
    }

    @Test
    void numbersAreOneExactlyWhenMongodbTakesThemForEqual() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                BigDecimal exact = new BigDecimal(number);
                String canonical = DocumentId.of(new BsonDouble(number)).canonical();
                assertThat(new BigDecimal(canonical.substring(2)))
                        .as("seed %d, %s", SEED, number)
                        .isEqualByComparingTo(exact);
            }
        }
        assertThat(decimal("0.5"))
                .isEqualTo("n:0.5")
                .isEqualTo(DocumentId.of(new BsonDouble(0.5)).canonical());
        assertThat(decimal("0.1"))
                .isNotEqualTo(DocumentId.of(new BsonDouble(0.1)).canonical());
        assertThat(decimal("1E+3")).isEqualTo("n:1000");
        assertThat(decimal("-0")).isEqualTo("n:0");
        assertThat(DocumentId.of(new BsonDouble(-0.0)).canonical()).isEqualTo("n:0");
    }

    /** As MongoDB compares them: its index on {@code _id} refuses the second of each line as a duplicate of the first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": 1}                                | {"a": {"$numberLong": "1"}}
            {"a": 1}                                | {"a": 1.0}
            {"a": 1}                                | {"a": {"$numberDecimal": "1.00"}}
            {"a": {"$numberDecimal": "1E+3"}}       | {"a": 1000}
            {"a": 0}                                | {"a": -0.0}
            {"a": 0}                                | {"a": {"$numberDecimal": "-0E-5"}}
            {"a": 0.5}                              | {"a": {"$numberDecimal": "0.50"}}
            {"a": {"$numberDouble": "1e300"}}       | {"a": {"$numberDouble": "1E300"}}
            {"a": {"$numberLong": "9007199254740993"}} | {"a": {"$numberDecimal": "9007199254740993.0"}}
            {"a": {"$numberDouble": "NaN"}}         | {"a": {"$numberDecimal": "NaN"}}
            {"a": {"$numberDouble": "-Infinity"}}   | {"a": {"$numberDecimal": "-Infinity"}}
            {"a": [{"b": 1}, 2]}                    | {"a": [{"b": 1.0}, {"$numberLong": "2"}]}
            {"a": {"$symbol": "x"}}                 | {"a": "x"}
            {"$numberDouble": "NaN"}                | {"$numberDecimal": "NaN"}
            {"$numberDouble": "Infinity"}           | {"$numberDecimal": "Infinity"}
            {"$symbol": "x"}                        | "x"
            """)
    void equalToMongodbIsOneId(String one, String other) {
        assertThat(canonical(one)).isEqualTo(canonical(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": 1, "b": 2}                        | {"b": 2, "a": 1}
            {"a": 0.1}                              | {"a": {"$numberDecimal": "0.1"}}
            {"a": {"$numberDouble": "9007199254740992"}} | {"a": {"$numberLong": "9007199254740993"}}
            {"a": {"$numberDouble": "1e300"}}       | {"a": {"$numberDecimal": "1E+300"}}
            {"a": {"$numberDouble": "NaN"}}         | {"a": null}
            {"a": 1}                                | {"a": "1"}
            {"a": 1}                                | {"a": true}
            {"a": null}                             | {"a": {"$undefined": true}}
            {"a": null}                             | {}
            {"a": {"$numberDecimal": "0.1"}}        | {"a": {"$numberDecimal": "0.1000000000000000000000000000000001"}}
            {"a": {"$numberDecimal": "9.99E+6144"}} | {"a": {"$numberDecimal": "Infinity"}}
            """)
    void differentToMongodbIsTwoIds(String one, String other) {
        assertThat(canonical(one)).isNotEqualTo(canonical(other));
    }

    /** Whatever is larger than its limit has a short form of its own, made without building the long one. */
    @Test
    void idsThatAreTooLongAreDigests() {
        BsonString longest = new BsonString("x".repeat(DocumentLimits.ID_BYTES - 2));
        BsonString tooLong = new BsonString("x".repeat(DocumentLimits.ID_BYTES - 1));
        BsonString escaped = new BsonString("\u0001".repeat(DocumentLimits.ID_BYTES / 2));
        assertThat(DocumentId.of(longest).canonical()).startsWith("s:xxx");
        assertThat(DocumentId.of(longest).display()).hasSize(DocumentLimits.ID_BYTES);
        assertThat(DocumentId.isTooLong(DocumentId.of(longest).canonical())).isFalse();
        for (BsonString id : List.of(tooLong, escaped)) {
            assertThat(DocumentId.isTooLong(DocumentId.of(id).canonical())).isTrue();
            assertThat(DocumentId.of(id).canonical()).hasSize(2 + 64);
            assertThat(DocumentId.parse(DocumentId.of(id).display())).isEmpty();
        }
        assertThat(DocumentId.of(tooLong).canonical())
                .isNotEqualTo(DocumentId.of(escaped).canonical());
        assertThat(DocumentId.of(new BsonDocument("a", tooLong).append("b", new BsonInt32(1)))
                        .canonical())
                .isEqualTo(DocumentId.of(new BsonDocument("a", tooLong).append("b", new BsonDouble(1)))
                        .canonical());
    }

    @Test
    void whatIsNoNumberIsNeverTakenForOne() {
        assertThat(DocumentId.of(new BsonString("1")).canonical()).isEqualTo("s:1");
        assertThat(DocumentId.of(new BsonDouble(Double.NaN)).canonical()).startsWith("x:");
        assertThat(decimal("Infinity")).startsWith("x:");
        assertThat(DocumentId.of(BsonBoolean.TRUE).canonical()).isEqualTo("x:true");
        assertThat(DocumentId.of(new BsonString("o:65a1b2c3d4e5f60718293a4b")).canonical())
                .isEqualTo("s:o:65a1b2c3d4e5f60718293a4b");
    }

    @Test
    void objectIdsKeepTheirOrderedUuidAndTheirHex() {
        ObjectId id = new ObjectId("65a1b2c3d4e5f60718293a4b");
        CollectionIds users = new CollectionIds("Users", 7);
        DocumentId document = DocumentId.of(new BsonObjectId(id));
        assertThat(document.uuid(users)).isEqualTo(users.uuid(id));
        assertThat(document.display()).isEqualTo("65a1b2c3d4e5f60718293a4b");
        assertThat(DocumentId.of(new BsonString("65a1b2c3d4e5f60718293a4b")).uuid(users))
                .isNotEqualTo(users.uuid(id));
    }

    @Test
    void displayIsCanonicalExtendedJson() {
        assertThat(DocumentId.of(new BsonString("a\"b")).display()).isEqualTo("\"a\\\"b\"");
        assertThat(DocumentId.of(new BsonInt64(1)).display()).isEqualTo("{\"$numberLong\": \"1\"}");
    }

    /** MongoDB takes such names within an {@code _id}, if not at its top. */
    @ParameterizedTest
    @MethodSource("namesOfWrappers")
    void aFieldNamedLikeExtendedJsonIsNoValueOfThatType(String name) {
        List<BsonValue> values = List.of(
                new BsonDouble(6140.2),
                new BsonInt32(1),
                BsonBoolean.TRUE,
                new BsonString("x"),
                new BsonString("1"),
                new BsonString("65a1b2c3d4e5f60718293a4b"),
                new BsonString("2024-01-01T00:00:00Z"),
                new BsonString("00112233-4455-6677-8899-aabbccddeeff"),
                new BsonInt64(1_700_000_000_000L),
                new BsonDocument("$numberLong", new BsonString("x")),
                new BsonDocument("t", new BsonInt32(1)).append("i", new BsonInt32(2)),
                new BsonDocument("base64", new BsonString("")).append("subType", new BsonString("00")),
                new BsonDocument("pattern", new BsonString("x")).append("options", new BsonString("")),
                new BsonDocument("$ref", new BsonString("x")).append("$id", new BsonObjectId(OBJECT_ID)));
        for (BsonValue value : values) {
            BsonDocument named = new BsonDocument(name, value);
            for (BsonValue id : List.of(
                    new BsonDocument("a", named),
                    new BsonDocument("a", new BsonArray(List.of(named))),
                    new BsonDocument("a", new BsonDocument(name, value).append("$options", new BsonString("i"))),
                    new BsonDocument("a", new BsonDocument(name, value).append("$scope", new BsonDocument())),
                    new BsonDocument("a", new BsonDocument("$" + name, value)),
                    new BsonJavaScriptWithScope("f()", named))) {
                assertThat(DocumentId.parse(DocumentId.of(id).display())).contains(id);
            }
        }
    }

    static List<String> namesOfWrappers() {
        return WRAPPERS;
    }

    @Test
    void readsBackAnyIdAndHasNoUuidTwice() {
        Random random = new Random(SEED);
        Map<String, BsonValue> ids = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            BsonDocument id = new BsonDocument("a", value(random, 3));
            DocumentId document = DocumentId.of(id);
            assertThat(DocumentId.parse(document.display()))
                    .as("seed %d, round %d", SEED, i)
                    .contains(id);
            BsonValue equal = EqualIds.representative(id);
            assertThat(ids.merge(document.canonical(), equal, (first, last) -> first))
                    .as("seed %d, round %d", SEED, i)
                    .isEqualTo(equal);
        }
        assertThat(ids).hasSizeGreaterThan(2_000);
    }

    private static BsonValue value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 8 : 12)) {
            case 0 -> new BsonString(random.nextBoolean() ? "x" : "65a1b2c3d4e5f60718293a4b");
            case 1 -> new BsonInt32(random.nextInt(3));
            case 2 -> new BsonInt64(random.nextInt(3));
            case 3 -> new BsonDouble(random.nextInt(3) / 2.0);
            case 4 -> new BsonObjectId(OBJECT_ID);
            case 5 -> new BsonDateTime(random.nextInt(3));
            case 6 -> new BsonSymbol("x");
            case 7 -> new BsonBinary(new byte[random.nextInt(3)]);
            case 8 -> new BsonArray(List.of(value(random, depth - 1), value(random, depth - 1)));
            case 9 -> new BsonJavaScriptWithScope("f()", document(random, depth));
            default -> document(random, depth);
        };
    }

    private static BsonDocument document(Random random, int depth) {
        BsonDocument document = new BsonDocument();
        for (int fields = random.nextInt(3); fields > 0; fields--) {
            String name = random.nextInt(3) == 0 ? "b" : WRAPPERS.get(random.nextInt(WRAPPERS.size()));
            document.put("$".repeat(random.nextInt(3) / 2) + name, value(random, depth - 1));
        }
        return document;
    }

    /** Made before names were escaped: whoever has such documents keeps their rows. */
    @Test
    void otherNamesWithDollarAreAsTheyAre() {
        BsonDocument reference =
                new BsonDocument("$ref", new BsonString("users")).append("$id", new BsonObjectId(OBJECT_ID));
        assertThat(DocumentId.of(new BsonDocument("a", reference)).canonical())
                .isEqualTo("x:{\"a\": {\"$ref\": \"users\", \"$id\": {\"$oid\": \"65a1b2c3d4e5f60718293a4b\"}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$oid\": \"x\"}",
                "{\"a\": {\"$oid\": 1}}",
                "{\"a\": {\"$date\": {\"$numberLong\": \"x\"}}}",
                "{\"$numberLong\": \"x\"}",
                "{\"$numberDouble\": \"x\"}",
                "{\"$numberDecimal\": \"x\"}",
                "{\"$uuid\": \"x\"}",
                "{\"$binary\": {\"base64\": \"!\", \"subType\": \"zz\"}}",
                "{\"$timestamp\": {\"t\": 1}}",
                "{\"a\": "
            })
    void whatIsNoExtendedJsonIsNoId(String text) {
        assertThat(DocumentId.parse(text)).isEmpty();
    }

    @Test
    void theSameNameInAnotherCollectionIsAnotherUuid() {
        assertThat(uuid("a", new BsonString("b"))).isNotEqualTo(uuid("c", new BsonString("b")));
        assertThat(uuid("a", new BsonString("b")).version()).isEqualTo(5);
    }

    private static String canonical(String json) {
        return DocumentId.of(ExactJson.read(json).orElseThrow()).canonical();
    }

    private static String decimal(String text) {
        return DocumentId.of(new BsonDecimal128(Decimal128.parse(text))).canonical();
    }

    private static UUID uuid(String collection, BsonValue id) {
        return DocumentId.of(id).uuidByName(collection);
    }
}
