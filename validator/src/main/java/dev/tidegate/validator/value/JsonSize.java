package dev.tidegate.validator.value;

import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriter;
import org.bson.json.JsonWriterSettings;

/** How many bytes a BSON value has as JSON in UTF-8, counted without making the text. */
public final class JsonSize {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();
    private static final int AROUND_THE_VALUE = "{\"v\": }".length();

    private JsonSize() {}

    /** As canonical Extended JSON. */
    public static long extended(BsonValue value) {
        var count = new Utf8Count();
        CODEC.encode(
                new JsonWriter(count, CANONICAL),
                new BsonDocument("v", value),
                EncoderContext.builder().build());
        return count.bytes() - AROUND_THE_VALUE;
    }

    /** As {@code jsonb} is given it: the shortest JSON. */
    public static long plain(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOCUMENT -> document(value.asDocument());
            case ARRAY ->
                1
                        + Math.max(
                                1,
                                value.asArray().stream()
                                        .mapToLong(element -> 1 + plain(element))
                                        .sum());
            case STRING -> string(value.asString().getValue());
            case INT32 -> String.valueOf(value.asInt32().getValue()).length();
            case INT64 -> String.valueOf(value.asInt64().getValue()).length();
            case DOUBLE -> Double.isFinite(value.asDouble().getValue()) ? number(value) : extended(value);
            case DECIMAL128 ->
                value.asDecimal128().getValue().isFinite()
                        ? value.asDecimal128().getValue().toString().length()
                        : extended(value);
            case BOOLEAN -> value.asBoolean().getValue() ? 4 : 5;
            case NULL -> 4;
            case OBJECT_ID -> 26;
            case DATE_TIME ->
                2 + TextRule.isoDate(value.asDateTime().getValue()).length();
            default -> extended(value);
        };
    }

    /** Quotes included; U+0000 gives way to U+FFFD. */
    public static long string(String text) {
        long escapes = 0;
        for (int at = 0; at < text.length(); at++) {
            escapes += switch (text.charAt(at)) {
                case '"', '\\', '\n', '\r', '\t' -> 1;
                case 0 -> 2;
                default -> text.charAt(at) < ' ' ? 5 : 0;
            };
        }
        return 2 + Utf8Count.of(text) + escapes;
    }

    private static long document(BsonDocument document) {
        return 1
                + Math.max(
                        1,
                        document.entrySet().stream()
                                .mapToLong(field -> 2 + string(field.getKey()) + plain(field.getValue()))
                                .sum());
    }

    private static long number(BsonValue value) {
        return ((String) new ExpectedValue.DoubleText(value.asDouble().getValue()).asKey()).length();
    }
}
