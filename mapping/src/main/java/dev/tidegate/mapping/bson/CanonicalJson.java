package dev.tidegate.mapping.bson;

import java.util.Optional;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonParseException;
import org.bson.json.JsonWriterSettings;

/** MongoDB Extended JSON v2, canonical: every BSON value as text, and back, with its type. */
public final class CanonicalJson {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private CanonicalJson() {}

    public static String of(BsonDocument document) {
        return document.toJson(CANONICAL);
    }

    public static String of(BsonValue value) {
        String wrapped = of(new BsonDocument("v", value));
        return wrapped.substring(wrapped.indexOf(':') + 1, wrapped.length() - 1).strip();
    }

    /** Empty when the text is no Extended JSON. */
    public static Optional<BsonValue> read(String text) {
        try {
            return Optional.ofNullable(
                    BsonDocument.parse("{\"v\": " + text + "}").get("v"));
        } catch (JsonParseException | BSONException e) {
            return Optional.empty();
        }
    }
}
