package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The open cursors, and the commands that read on from them. Guarded by the store's lock. */
final class Cursors {
    private static final int FIRST_BATCH = 101;
    private static final long IDLE_MILLIS = 600_000;
    private static final long DEFAULT_WAIT_MILLIS = 1000;

    private record Open(OpenCursor cursor, long usedAt) {}

    private final Map<Long, Open> open = new HashMap<>();
    private final Random random = new Random();
    private final Clock clock;

    Cursors(Clock clock) {
        this.clock = clock;
    }

    Document firstReply(Request request, OpenCursor cursor, int batchSize, boolean single) {
        List<Document> batch = cursor.next(batchSize < 0 ? FIRST_BATCH : batchSize, 0);
        long id = 0;
        if (!single && !cursor.isExhausted()) {
            closeIdle();
            id = random.nextLong() & Long.MAX_VALUE | 1;
            open.put(id, new Open(cursor, clock.millis()));
        }
        return reply("firstBatch", batch, cursor, id);
    }

    /** An aggregate's or a listing's batch size; negative when the client leaves it open. */
    static int batchSize(Request request) {
        Object size = request.document("cursor").get("batchSize");
        if (size instanceof Number number && number.longValue() < 0) {
            throw new Refusal(51024, "Location51024", "BSON field 'batchSize' value must be >= 0");
        }
        return size instanceof Number number ? number.intValue() : -1;
    }

    private static Document reply(String name, List<Document> batch, OpenCursor cursor, long id) {
        Document described = new Document(name, batch);
        cursor.postBatchResumeToken().ifPresent(token -> described.append("postBatchResumeToken", token));
        return new Document("cursor", described.append("id", id).append("ns", cursor.namespace()));
    }

    Document getMore(Request request) {
        request.allow("collection", "batchSize", "term", "lastKnownCommittedOpTime");
        if (!(request.body().get("getMore") instanceof Long id)) {
            throw Refusal.typeMismatch("BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
        }
        OpenCursor cursor = find(id, request.database() + "." + request.string("collection"));
        int size = request.notNegative("batchSize", 0);
        long wait = request.integer("maxTimeMS", (int) DEFAULT_WAIT_MILLIS);
        try {
            List<Document> batch = cursor.next(size == 0 ? Integer.MAX_VALUE : size, Store.nanos(wait));
            return reply("nextBatch", batch, cursor, keepUnlessExhausted(id, cursor));
        } catch (RuntimeException e) {
            open.remove(id);
            throw e;
        }
    }

    private OpenCursor find(long id, String namespace) {
        Open found = open.get(id);
        if (found == null) {
            throw Refusal.cursorNotFound(id);
        }
        if (!found.cursor().namespace().equals(namespace)) {
            throw new Refusal(
                    13,
                    "Unauthorized",
                    "Requested getMore on namespace '" + namespace + "', but cursor belongs to a different namespace "
                            + found.cursor().namespace());
        }
        return found.cursor();
    }

    private long keepUnlessExhausted(long id, OpenCursor cursor) {
        if (!open.containsKey(id)) {
            throw new Refusal(237, "CursorKilled", "cursor killed while it waited");
        }
        if (cursor.isExhausted()) {
            open.remove(id);
            return 0;
        }
        open.put(id, new Open(cursor, clock.millis()));
        return id;
    }

    private void closeIdle() {
        long oldest = clock.millis() - IDLE_MILLIS;
        open.values().removeIf(cursor -> cursor.usedAt() < oldest);
    }

    Document killCursors(Request request) {
        request.allow("cursors");
        List<Object> killed = new ArrayList<>();
        List<Object> unknown = new ArrayList<>();
        if (!(request.body().get("cursors") instanceof List<?> ids)) {
            throw Refusal.typeMismatch("BSON field 'killCursors.cursors' is the wrong type, expected type 'array'");
        }
        for (Object id : ids) {
            (open.remove(id) == null ? unknown : killed).add(id);
        }
        return new Document("cursorsKilled", killed)
                .append("cursorsNotFound", unknown)
                .append("cursorsAlive", List.of())
                .append("cursorsUnknown", List.of());
    }

    int count() {
        return open.size();
    }
}
