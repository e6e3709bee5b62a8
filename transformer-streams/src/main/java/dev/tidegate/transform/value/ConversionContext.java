package dev.tidegate.transform.value;

import java.util.Objects;
import org.bson.BsonValue;

/**
 * What a conversion may know of the document beside the value.
 *
 * @param documentId the document's {@code _id}, for the default {@code object_id_time}
 */
public record ConversionContext(BsonValue documentId) {
    public ConversionContext {
        Objects.requireNonNull(documentId, "documentId");
    }
}
