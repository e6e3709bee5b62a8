package dev.tidegate.transform.value;

import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Canonical Extended JSON (v2) of any BSON value. May hold U+0000 in escaped form. */
final class ExtendedJson {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private ExtendedJson() {}

    static String canonical(BsonValue value) {
        if (value.isDocument()) {
            return value.asDocument().toJson(CANONICAL);
        }
        String wrapped = new BsonDocument("v", value).toJson(CANONICAL);
        return wrapped.substring(wrapped.indexOf(':') + 1, wrapped.length() - 1).strip();
    }
}
