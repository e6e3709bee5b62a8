package dev.tidegate.mapping.bson;

import java.util.List;
import org.bson.RawBsonDocument;

/**
 * What decoding a document changes in silence.
 *
 * @param field dotted path without the ordinals of elements, cut when it is very long
 */
public record DecodingLoss(String field, LossKind kind) {

    public enum LossKind {
        /** Bytes of a value or of a name that are no UTF-8: U+FFFD takes their place. */
        INVALID_UTF8,
        /** Two fields of one document or sub-document have one name: the last one counts. */
        DUPLICATE_KEY
    }

    /** @return each field once for each kind; of a document with very many, some */
    public static List<DecodingLoss> of(RawBsonDocument document) {
        return new BsonScan(document.getByteBuffer().asNIO()).losses();
    }
}
