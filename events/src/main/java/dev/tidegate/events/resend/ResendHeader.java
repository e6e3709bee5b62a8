package dev.tidegate.events.resend;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * The header of a raw record that is not a change but was asked for: all that the document gives is sent again, and what
 * it does not give is deleted, whatever is known of what the target has.
 */
public final class ResendHeader {
    static final String NAME = "resend";
    private static final String STRAYS = "strays";

    private ResendHeader() {}

    public static void write(Headers headers, List<StrayRow> strays) {
        headers.add(NAME, ResendRequestSerde.bytes(new BsonDocument(STRAYS, StrayRows.write(strays))));
    }

    /** The rows that go unless the document gives them; empty for an ordinary change. */
    public static Optional<List<StrayRow>> read(Headers headers) {
        Header header = headers.lastHeader(NAME);
        return header == null
                ? Optional.empty()
                : Optional.of(StrayRows.read(new RawBsonDocument(header.value()).getArray(STRAYS)));
    }
}
