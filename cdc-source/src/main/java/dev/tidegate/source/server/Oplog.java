package dev.tidegate.source.server;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.source.position.ClusterTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the oplog still holds. */
public final class Oplog {
    private static final Logger LOG = LoggerFactory.getLogger(Oplog.class);
    /** ChangeStreamHistoryLost, CappedPositionLost, and what older servers answer for a time before the oplog. */
    private static final Set<Integer> LOST = Set.of(286, 136);

    private Oplog() {}

    public static boolean isLost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoCommandException command && LOST.contains(command.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a change stream can start there; other failures are thrown. */
    public static boolean holds(MongoClient client, String database, SourcePosition position) {
        try (MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor = client.getDatabase(database)
                .watch(List.of(), BsonDocument.class)
                .startAtOperationTime(ClusterTime.of(position))
                .maxAwaitTime(1, java.util.concurrent.TimeUnit.MILLISECONDS)
                .cursor()) {
            cursor.tryNext();
            return true;
        } catch (MongoException e) {
            if (isLost(e)) {
                return false;
            }
            throw e;
        }
    }

    /** From the oldest entry to the position; empty where the user may not read the database {@code local}. */
    public static Optional<Duration> headroom(MongoClient client, SourcePosition position) {
        try {
            BsonDocument oldest = client.getDatabase("local")
                    .getCollection("oplog.rs", BsonDocument.class)
                    .find()
                    .sort(new BsonDocument("$natural", new BsonInt32(1)))
                    .limit(1)
                    .first();
            return Optional.ofNullable(oldest)
                    .map(entry -> ClusterTime.position(entry.getTimestamp("ts")))
                    .map(first -> Duration.between(first.time(), position.time()));
        } catch (MongoException e) {
            LOG.debug("the oplog's oldest entry cannot be read", e);
            return Optional.empty();
        }
    }
}
