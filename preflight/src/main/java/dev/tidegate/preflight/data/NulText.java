package dev.tidegate.preflight.data;

import org.bson.BsonValue;

/** Finds U+0000, which PostgreSQL's text and jsonb cannot hold. */
final class NulText {
    private NulText() {}

    /** In the text, or anywhere within an array or a document, names included. */
    static boolean in(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING -> in(value.asString().getValue());
            case SYMBOL -> in(value.asSymbol().getSymbol());
            case JAVASCRIPT -> in(value.asJavaScript().getCode());
            case ARRAY -> value.asArray().stream().anyMatch(NulText::in);
            case DOCUMENT ->
                value.asDocument().entrySet().stream().anyMatch(field -> in(field.getKey()) || in(field.getValue()));
            default -> false;
        };
    }

    private static boolean in(String text) {
        return text.indexOf('\0') >= 0;
    }
}
