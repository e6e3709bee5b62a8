package dev.tidegate.cli.resend;

import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;
import org.bson.types.ObjectId;

/** Document ids as {@code tidegate.dead_letter} and {@code tidegate.id_map} show them, read back. */
public final class ShownId {
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{24}");

    private ShownId() {}

    /** 24 hex digits, or canonical Extended JSON; empty when it is neither. */
    public static Optional<BsonValue> parse(String text) {
        if (HEX.matcher(text).matches()) {
            return Optional.of(new BsonObjectId(new ObjectId(text)));
        }
        try {
            return Optional.ofNullable(
                    BsonDocument.parse("{\"v\": " + text + "}").get("v"));
        } catch (JsonParseException | BSONException e) {
            return Optional.empty();
        }
    }
}
