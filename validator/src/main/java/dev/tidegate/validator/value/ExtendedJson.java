package dev.tidegate.validator.value;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * BSON values as trees of canonical Extended JSON, as {@link JsonText} would read them. Written by the BSON library and not
 * as the pipeline writes it: a fault there must not be one here.
 */
public final class ExtendedJson {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private ExtendedJson() {}

    /** With U+0000 where the value has it. */
    public static Object tree(BsonValue value) {
        String json = new BsonDocument("v", value).toJson(CANONICAL);
        return ((Map<?, ?>) JsonText.parse(json).orElseThrow()).get("v");
    }

    /** With U+FFFD for every U+0000: what {@code jsonb} can hold of it. */
    public static Object treeForJsonb(BsonValue value) {
        Object tree = tree(value);
        return holdsNul(value) ? withoutNul(tree) : tree;
    }

    /** True when the text is base64 of this value's canonical Extended JSON in UTF-8. */
    public static boolean isOriginal(Object base64, BsonValue value) {
        if (!(base64 instanceof String encoded)) {
            return false;
        }
        return decode(encoded)
                .flatMap(JsonText::parse)
                .filter(tree(value)::equals)
                .isPresent();
    }

    /** What {@link #isOriginal} takes. */
    public static String original(BsonValue value) {
        return Base64.getEncoder().encodeToString(JsonText.write(tree(value)).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> decode(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static boolean holdsNul(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING -> !TextRule.isStorable(value.asString().getValue());
            case SYMBOL -> !TextRule.isStorable(value.asSymbol().getSymbol());
            case JAVASCRIPT -> !TextRule.isStorable(value.asJavaScript().getCode());
            case JAVASCRIPT_WITH_SCOPE ->
                !TextRule.isStorable(value.asJavaScriptWithScope().getCode())
                        || holdsNul(value.asJavaScriptWithScope().getScope());
            case REGULAR_EXPRESSION ->
                !TextRule.isStorable(value.asRegularExpression().getPattern());
            case DOCUMENT ->
                value.asDocument().entrySet().stream()
                        .anyMatch(entry -> !TextRule.isStorable(entry.getKey()) || holdsNul(entry.getValue()));
            case ARRAY -> value.asArray().stream().anyMatch(ExtendedJson::holdsNul);
            default -> false;
        };
    }

    private static Object withoutNul(Object tree) {
        if (tree instanceof String text) {
            return TextRule.storable(text);
        }
        if (tree instanceof List<?> elements) {
            return elements.stream().map(ExtendedJson::withoutNul).toList();
        }
        if (tree instanceof Map<?, ?> members) {
            return members.entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> TextRule.storable((String) entry.getKey()),
                            entry -> withoutNul(entry.getValue()),
                            (first, last) -> last));
        }
        return tree;
    }
}
