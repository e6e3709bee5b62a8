package dev.tidegate.events.raw;

import dev.tidegate.events.source.SourcePosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Headers of raw records, tombstones included. */
public final class RawHeaders {
    static final String TOKEN = "position";
    static final String VALUE = "clusterTime";
    static final String DOCUMENT_ID = "documentId";

    private RawHeaders() {}

    /** @param documentId display form of the document's id */
    public static void write(Headers headers, ChangePosition position, String documentId) {
        headers.add(TOKEN, utf8(position.token()));
        headers.add(
                VALUE,
                ByteBuffer.allocate(Long.BYTES)
                        .putLong(position.position().value())
                        .array());
        headers.add(DOCUMENT_ID, utf8(documentId));
    }

    public static ChangePosition position(Headers headers) {
        long value = ByteBuffer.wrap(required(headers, VALUE)).getLong();
        return new ChangePosition(text(headers, TOKEN), SourcePosition.withoutTime(value));
    }

    public static String documentId(Headers headers) {
        return text(headers, DOCUMENT_ID);
    }

    private static String text(Headers headers, String key) {
        return new String(required(headers, key), StandardCharsets.UTF_8);
    }

    private static byte[] required(Headers headers, String key) {
        Header header = headers.lastHeader(key);
        if (header == null) {
            throw new IllegalArgumentException(
                    "a raw record has no header " + key + ": it was not written by cdc-source");
        }
        return header.value();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
