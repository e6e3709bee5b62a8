package dev.tidegate.validator.compare;

import dev.tidegate.validator.document.Verdict;
import org.bson.BsonDocument;

/**
 * A document as it was read once. A row that agrees with a version that was read after a change holds that change, also
 * when the document has changed again since.
 */
public record SourceVersion(BsonDocument document, Verdict verdict) {
    /** No field values in logs. */
    @Override
    public String toString() {
        return "SourceVersion[" + verdict.getClass().getSimpleName() + "]";
    }
}
