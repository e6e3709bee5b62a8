package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A journal's frame as a document. What documents looked like before is not written: at replay the collection itself
 * knows.
 */
final class JournalFrame {
    private JournalFrame() {}

    static Document toDocument(List<OplogEntry> entries, Origin origin) {
        List<Document> changes = new ArrayList<>(entries.size());
        for (OplogEntry entry : entries) {
            changes.add(toDocument(entry.change()).append("t", entry.time()));
        }
        Document frame = new Document("wall", entries.get(0).wallTime()).append("changes", changes);
        if (origin.session() != null) {
            frame.append("lsid", origin.session()).append("txn", origin.number());
            frame.append("inTxn", origin.inTransaction());
        }
        if (origin.answer() != null) {
            frame.append("answer", origin.answer());
        }
        return frame;
    }

    static Document toDocument(Change change) {
        Document written = new Document("k", change.kind().name())
                .append("db", change.database())
                .append("c", change.collection());
        if (change.uuid() != null) {
            written.append("u", change.uuid());
        }
        if (change.kind() == Change.Kind.DELETE) {
            written.append("id", change.before().get("_id"));
        }
        if (change.after() != null) {
            written.append("a", change.after());
        }
        if (change.details() != null) {
            written.append("d", change.details());
        }
        return written;
    }

    static Origin originOf(Document frame) {
        if (!(frame.get("lsid") instanceof Document session)) {
            return Origin.NONE;
        }
        return new Origin(
                session,
                (Long) frame.get("txn"),
                (Document) frame.get("answer"),
                Boolean.TRUE.equals(frame.get("inTxn")));
    }

    @SuppressWarnings("unchecked")
    static List<Document> changesOf(Document frame) {
        return (List<Document>) frame.get("changes");
    }

    static Instant wallTimeOf(Document frame) {
        return (Instant) frame.get("wall");
    }

    static BsonTimestamp timeOf(Document change) {
        return (BsonTimestamp) change.get("t");
    }

    /** The change, with the document as it was before taken from the collection. */
    static Change toChange(Document written, Document before) {
        return new Change(
                Change.Kind.valueOf((String) written.get("k")),
                (String) written.get("db"),
                (String) written.get("c"),
                (UUID) written.get("u"),
                before,
                (Document) written.get("a"),
                (Document) written.get("d"));
    }
}
