package dev.tidegate.events.reread;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * The header of a raw record that is not a change but was asked for: the document was re-read, all that it gives
 * is written again, and what it does not give is deleted, whatever is known of what the target has.
 */
public final class RereadHeader {
    static final String NAME = "resend";
    private static final String ORPHANS = "strays";

    private RereadHeader() {}

    public static void write(Headers headers, List<OrphanRow> orphans) {
        headers.add(NAME, RereadRequestSerde.bytes(new BsonDocument(ORPHANS, OrphanRows.write(orphans))));
    }

    /** The rows that go unless the document gives them; empty for an ordinary change. */
    public static Optional<List<OrphanRow>> read(Headers headers) {
        Header header = headers.lastHeader(NAME);
        return header == null
                ? Optional.empty()
                : Optional.of(OrphanRows.read(new RawBsonDocument(header.value()).getArray(ORPHANS)));
    }
}
