package dev.tidegate.preflight.data;

import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import org.bson.BsonValue;

/** U+0000, which PostgreSQL's text and jsonb cannot hold. */
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

    static Finding finding(Tally nul, String where, boolean replaced) {
        return nul.finding(
                Severity.WARNING,
                "nul",
                where,
                replaced
                        ? "U+0000, which becomes U+FFFD; the original is kept in tidegate.unmapped"
                        : "U+0000: a dead letter, as the file says nul: dead_letter",
                "correct the documents, if U+FFFD in their place is not wanted");
    }

    private static boolean in(String text) {
        return text.indexOf('\0') >= 0;
    }
}
