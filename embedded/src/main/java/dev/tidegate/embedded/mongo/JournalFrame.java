package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import dev.tidegate.embedded.mongo.Change.ChangeKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A journal's frame as a document. What documents were before is only written where events may ask for it, and
 * of an update only what it changed.
 */
final class JournalFrame {
    private static final int FRAME_AROUND_CHANGE = 120;
    /** The frame's length, the date {@code wall}, and the head of the array {@code changes} with its length. */
    private static final int BEFORE_FIRST_CHANGE = 4 + (1 + 5 + 8) + (1 + 8 + 4);

    /** Where a change lies in the bytes of its frame. */
    record Part(int offset, int length) {}

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
        if (change.isOfDocument()) {
            written.append("id", change.id());
        }
        if (change.before() != null) {
            written.append("b", change.before());
        }
        if (change.after() != null) {
            written.append("a", change.after());
        }
        if (change.details() != null) {
            written.append("d", change.details());
        }
        if (change.keepsImages()) {
            written.append("images", true);
        }
        return written;
    }

    /** About the number of bytes that a change takes. */
    static int size(Change change) {
        int size = FRAME_AROUND_CHANGE;
        size += change.before() == null ? 0 : BsonSize.of(change.before());
        size += change.after() == null ? 0 : BsonSize.of(change.after());
        return size + (change.details() == null ? 0 : BsonSize.of(change.details()));
    }

    /** Where the changes lie in a frame that was written from {@link #toDocument(List, Origin)}. */
    static List<Part> parts(byte[] bytes, int start) {
        ByteBuffer frame = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Part> parts = new ArrayList<>();
        int position = start + BEFORE_FIRST_CHANGE;
        while (frame.get(position) != 0) {
            do {
                position++;
            } while (frame.get(position) != 0);
            int length = frame.getInt(++position);
            parts.add(new Part(position - start, length));
            position += length;
        }
        return parts;
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

    static Change toChange(Document written) {
        return new Change(
                ChangeKind.valueOf((String) written.get("k")),
                (String) written.get("db"),
                (String) written.get("c"),
                (UUID) written.get("u"),
                id(written),
                (Document) written.get("b"),
                (Document) written.get("a"),
                (Document) written.get("d"),
                Boolean.TRUE.equals(written.get("images")));
    }

    /** A journal of an earlier version names the id of deletes only. */
    private static Object id(Document written) {
        return !written.containsKey("id") && written.get("a") instanceof Document after
                ? after.get("_id")
                : written.get("id");
    }
}
