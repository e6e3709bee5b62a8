package dev.tidegate.preflight.source;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.preflight.finding.Finding;
import java.time.Duration;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * How far the oplog goes back, once it is full: the stream starts where it was before the snapshot began, so the oplog
 * must outlast the snapshot.
 */
record OplogWindow(Duration held, double full) {
    /** Half of what the pipeline was measured to do on two cores, so that a slower machine is no surprise. */
    static final long DOCUMENTS_PER_SECOND = 5_000;

    static final long BYTES_PER_SECOND = 10L << 20;
    private static final double NEARLY_FULL = 0.9;
    private static final int SAFE = 4;

    /** Empty where the user may not read the oplog. */
    static Optional<OplogWindow> of(MongoClient client) {
        MongoDatabase local = client.getDatabase("local");
        try {
            Optional<Integer> oldest = time(local, 1);
            Optional<Integer> newest = time(local, -1);
            if (oldest.isEmpty() || newest.isEmpty()) {
                return Optional.empty();
            }
            BsonDocument size =
                    local.runCommand(new BsonDocument("collStats", new BsonString("oplog.rs")), BsonDocument.class);
            double full = size.containsKey("maxSize")
                    ? size.getNumber("size").doubleValue()
                            / size.getNumber("maxSize").doubleValue()
                    : 1;
            return Optional.of(new OplogWindow(Duration.ofSeconds(newest.get() - oldest.get()), full));
        } catch (MongoException e) {
            if (Privileges.isDenial(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static Duration snapshot(long documents, long bytes) {
        return Duration.ofSeconds(1 + Math.max(documents / DOCUMENTS_PER_SECOND, bytes / BYTES_PER_SECOND));
    }

    Finding against(long documents, long bytes) {
        Duration snapshot = snapshot(documents, bytes);
        Duration window = whenFull();
        String message = "the oplog goes back " + text(held)
                + (isFull() ? "" : " and is " + Math.round(full * 100) + " % full, so about " + text(window) + " later")
                + "; a snapshot is estimated at " + text(snapshot);
        return window.compareTo(snapshot.multipliedBy(SAFE)) >= 0
                ? Finding.info("oplog-window", "local.oplog.rs", message)
                : Finding.warning(
                        "oplog-window-short",
                        "local.oplog.rs",
                        message,
                        "make the oplog larger with replSetResizeOplog until it holds several times that long: a stream"
                                + " that falls out of it has lost changes, and must start anew");
    }

    private boolean isFull() {
        return full >= NEARLY_FULL;
    }

    private Duration whenFull() {
        return isFull() || full <= 0 ? held : Duration.ofMillis((long) (Math.max(1000, held.toMillis()) / full));
    }

    private static Optional<Integer> time(MongoDatabase local, int direction) {
        return Optional.ofNullable(local.getCollection("oplog.rs", BsonDocument.class)
                        .find()
                        .sort(new BsonDocument("$natural", new BsonInt32(direction)))
                        .limit(1)
                        .first())
                .map(entry -> entry.getTimestamp("ts").getTime());
    }

    private static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
