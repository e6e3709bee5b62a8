package dev.tidegate.mapping.bson;

import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriter;
import org.bson.json.JsonWriterSettings;

/** MongoDB Extended JSON v2, canonical: every BSON value as text with its type. */
public final class CanonicalJson {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();
    private static final int WRAPPED_BEFORE = "{\"v\": ".length();
    private static final int WRAPPED_BEHIND = "}".length();

    private CanonicalJson() {}

    public static String of(BsonDocument document) {
        return document.toJson(CANONICAL);
    }

    /**
     * The text as far as it is not longer than the limit.
     *
     * @param text empty when it is longer; it is not kept in memory then
     * @param length in characters, of the whole in either case
     */
    public record Bounded(Optional<String> text, long length) {}

    public static Bounded within(BsonValue value, int limit) {
        BoundedText text = new BoundedText(WRAPPED_BEFORE + limit + WRAPPED_BEHIND);
        CODEC.encode(
                new JsonWriter(text, CANONICAL),
                new BsonDocument("v", value),
                EncoderContext.builder().build());
        return new Bounded(
                text.text().map(all -> all.substring(WRAPPED_BEFORE, all.length() - WRAPPED_BEHIND)),
                text.length() - WRAPPED_BEFORE - WRAPPED_BEHIND);
    }
}
