package dev.tidegate.validator.compare;

import dev.tidegate.validator.document.ExpectedRows;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * A document as it was read once. A row that agrees with a version that was read after a change holds that change, also
 * when the document has changed again since.
 */
public record SourceVersion(BsonDocument document, ExpectedRows expectedRows) {
    private static final int LARGE = 32 * 1024;
    private static final int SCALAR = 16;

    /** Empty for a document that is too large for many of its kind to be kept. */
    Optional<SourceVersion> ifSmall() {
        return size(document) <= LARGE ? Optional.of(this) : Optional.empty();
    }

    /** About as many characters or bytes as a value holds. */
    private static long size(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOCUMENT ->
                value.asDocument().entrySet().stream()
                        .mapToLong(field -> field.getKey().length() + size(field.getValue()))
                        .sum();
            case ARRAY ->
                value.asArray().stream().mapToLong(SourceVersion::size).sum();
            case STRING -> value.asString().getValue().length();
            case BINARY -> value.asBinary().getData().length;
            default -> SCALAR;
        };
    }

    /** No field values in logs. */
    @Override
    public String toString() {
        return "SourceVersion[" + expectedRows.getClass().getSimpleName() + "]";
    }
}
