package dev.tidegate.validator.compare;

import dev.tidegate.validator.document.Verdict;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * A document as it was read once. A row that agrees with a version that was read after a change holds that change, also
 * when the document has changed again since.
 */
public record SourceVersion(BsonDocument document, Verdict verdict) {
    private static final int LARGE = 32 * 1024;

    /** Empty for a document that is too large for many of its kind to be kept. */
    Optional<SourceVersion> ifSmall() {
        var raw = new RawBsonDocument(document, new BsonDocumentCodec());
        return raw.getByteBuffer().remaining() <= LARGE ? Optional.of(this) : Optional.empty();
    }

    /** No field values in logs. */
    @Override
    public String toString() {
        return "SourceVersion[" + verdict.getClass().getSimpleName() + "]";
    }
}
