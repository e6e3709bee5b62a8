package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.DocumentLimits;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.document.ExpectedRows.ExpectedChild;
import dev.tidegate.validator.document.ExpectedRows.ExpectedEdge;
import dev.tidegate.validator.document.ExpectedRows.ExpectedUnmapped;
import dev.tidegate.validator.value.ExpectedValue;
import dev.tidegate.validator.value.JsonSize;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * How much all that a document gives is together, after {@code docs/values.md}, without making any of it. Documents that are
 * far from the limit are recognized at once.
 */
record DocumentSize(long mostTimes) {
    private static final long OF_ANY_VALUE = 32;
    /** A character is six in JSON at most; beside it stands base64 of that where an original is kept. */
    private static final long MOST_OF_ONE = 6;

    private static final long UNMAPPED_WITH_ORIGINAL = 3 * MOST_OF_ONE;
    private static final long OWNED_ROW = 24;
    private static final long QUESTION = 64;

    static DocumentSize of(CollectionMapping collection) {
        long columns = collection.columns().size();
        long ofChildren = collection.children().stream()
                .mapToLong(child -> 2 + child.columns().size())
                .sum();
        return new DocumentSize(UNMAPPED_WITH_ORIGINAL + MOST_OF_ONE * (columns + ofChildren));
    }

    /** True when it must be counted. */
    boolean mayBeTooLarge(BsonDocument document) {
        return mostTimes * glance(document) > DocumentLimits.ROWS_BYTES;
    }

    private static long glance(BsonValue value) {
        return OF_ANY_VALUE
                + switch (value.getBsonType()) {
                    case DOCUMENT ->
                        value.asDocument().entrySet().stream()
                                .mapToLong(field -> field.getKey().length() + glance(field.getValue()))
                                .sum();
                    case ARRAY ->
                        value.asArray().stream().mapToLong(DocumentSize::glance).sum();
                    case STRING -> value.asString().getValue().length();
                    case SYMBOL -> value.asSymbol().getSymbol().length();
                    case JAVASCRIPT -> value.asJavaScript().getCode().length();
                    case JAVASCRIPT_WITH_SCOPE ->
                        value.asJavaScriptWithScope().getCode().length()
                                + glance(value.asJavaScriptWithScope().getScope());
                    case REGULAR_EXPRESSION ->
                        value.asRegularExpression().getPattern().length();
                    case BINARY -> value.asBinary().getData().length;
                    default -> 0;
                };
    }

    /** @param keyed the child table's rows have keys of their own */
    static long ofChildren(List<ExpectedChild> rows, boolean keyed) {
        long bytes = 0;
        for (ExpectedChild row : rows) {
            bytes += OWNED_ROW + of(row.values()) + (keyed ? row.key().size() : 0);
        }
        return bytes;
    }

    static long ofEdges(List<ExpectedEdge> edges) {
        return new HashSet<>(edges).size() * (OWNED_ROW + 2 + ExpectedValue.FIXED_SIZE);
    }

    static long of(ExpectedValue[] row) {
        return Arrays.stream(row).mapToLong(ExpectedValue::size).sum();
    }

    static long of(ExpectedUnmapped unmapped) {
        long originals = unmapped.originals().isEmpty()
                ? 0
                : JsonSize.string(ExpectedUnmapped.ORIGINALS)
                        + 2
                        + fields(unmapped.originals(), value -> 2 + (JsonSize.extended(value) + 2) / 3 * 4);
        return fields(unmapped.fields(), JsonSize::extended) + originals;
    }

    private interface Size {
        long of(BsonValue value);
    }

    private static long fields(Map<String, BsonValue> fields, Size size) {
        long bytes = 1;
        for (var field : fields.entrySet()) {
            bytes += 2 + JsonSize.string(field.getKey()) + size.of(field.getValue());
        }
        return bytes;
    }

    static long ofQuestion(BsonValue id) {
        return QUESTION + 2L * DocumentId.of(id).canonical().length();
    }
}
