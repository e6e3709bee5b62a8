package dev.tidegate.mapping.bson;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.bson.BSONException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;

/**
 * Canonical Extended JSON that reads back as what it was made of, and is another text for another value.
 *
 * <p>Fields may be named as Extended JSON names its types, also within an {@code _id}. Such a name has one {@code $} more
 * here: {@code {"a": {"$oid": …}}} is an ObjectId, {@code {"a": {"$$oid": …}}} a sub-document with a field {@code $oid}. A
 * name that begins with several has one more, too, so that no two become the same.
 */
public final class ExactJson {
    private static final String TYPES = "(binary|code|date|dbPointer|maxKey|minKey|numberDecimal|numberDouble|numberInt"
            + "|numberLong|oid|options|regex|regularExpression|scope|symbol|timestamp|type|undefined|uuid)";
    private static final Pattern NAMED_LIKE_A_TYPE = Pattern.compile("\\$+" + TYPES);
    private static final Pattern ESCAPED = Pattern.compile("\\$\\$+" + TYPES);

    private ExactJson() {}

    public static String of(BsonDocument document) {
        return CanonicalJson.of(document(document, ExactJson::escape));
    }

    /** As {@link CanonicalJson#within}. */
    public static CanonicalJson.Bounded within(BsonValue value, int limit) {
        return CanonicalJson.within(renamed(value, ExactJson::escape), limit);
    }

    /** Reads what {@link #of} made. */
    public static BsonDocument document(String text) {
        return document(BsonDocument.parse(text), ExactJson::unescape);
    }

    /** Reads any value; empty when the text is no Extended JSON. */
    public static Optional<BsonValue> read(String text) {
        try {
            return Optional.ofNullable(document("{\"v\": " + text + "}").get("v"));
        } catch (JsonParseException | BSONException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String escape(String name) {
        return is(NAMED_LIKE_A_TYPE, name) ? "$" + name : name;
    }

    private static String unescape(String name) {
        return is(ESCAPED, name) ? name.substring(1) : name;
    }

    private static boolean is(Pattern names, String name) {
        return name.startsWith("$") && names.matcher(name).matches();
    }

    private static BsonValue renamed(BsonValue value, UnaryOperator<String> names) {
        return switch (value.getBsonType()) {
            case DOCUMENT -> document(value.asDocument(), names);
            case ARRAY ->
                new BsonArray(value.asArray().stream()
                        .map(element -> renamed(element, names))
                        .toList());
            case JAVASCRIPT_WITH_SCOPE ->
                new BsonJavaScriptWithScope(
                        value.asJavaScriptWithScope().getCode(),
                        document(value.asJavaScriptWithScope().getScope(), names));
            default -> value;
        };
    }

    private static BsonDocument document(BsonDocument document, UnaryOperator<String> names) {
        BsonDocument renamed = new BsonDocument();
        document.forEach((name, value) -> renamed.put(names.apply(name), renamed(value, names)));
        return renamed;
    }
}
