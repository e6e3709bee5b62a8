package dev.tidegate.events.row;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Headers of table records: the document that the row came from, so that a row the target refuses can be named. */
public final class RowHeaders {
    static final String COLLECTION = "collection";
    static final String DOCUMENT_ID = "documentId";

    /** @param documentId display form */
    public record Origin(String collection, String documentId) {}

    private RowHeaders() {}

    public static void write(Headers headers, Origin origin) {
        headers.remove(COLLECTION).remove(DOCUMENT_ID);
        headers.add(COLLECTION, origin.collection().getBytes(StandardCharsets.UTF_8));
        headers.add(DOCUMENT_ID, origin.documentId().getBytes(StandardCharsets.UTF_8));
    }

    public static Optional<Origin> origin(Headers headers) {
        Header collection = headers.lastHeader(COLLECTION);
        Header documentId = headers.lastHeader(DOCUMENT_ID);
        return collection == null || documentId == null
                ? Optional.empty()
                : Optional.of(new Origin(text(collection), text(documentId)));
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
