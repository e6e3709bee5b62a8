package dev.tidegate.source.server;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourceHealth.State;
import dev.tidegate.events.source.SourceOrigin;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.source.stream.StreamStart;
import java.time.Instant;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a MongoDB is the one that was read, with the history that was read. */
public final class SourceHistory {
    private static final Logger LOG = LoggerFactory.getLogger(SourceHistory.class);
    private static final String ANEW = "start the migration anew under another name";

    private SourceHistory() {}

    /**
     * Why what was read does not go on in this MongoDB; other failures are thrown.
     *
     * <p>A majority has all that was read, so its times are entries of the oplog for ever; a restored MongoDB lacks them,
     * or has come past them with other entries. Where the oplog cannot be read, only a time that went back is seen.
     *
     * @param state with a start
     * @param now milliseconds since the epoch
     */
    public static Optional<SourceHealth> difference(MongoClient client, SourceState state, long now) {
        return replaced(client, state, now).or(() -> restored(client, state, now));
    }

    private static Optional<SourceHealth> replaced(MongoClient client, SourceState state, long now) {
        Optional<String> then = state.origin().flatMap(SourceOrigin::replicaSet);
        if (then.isEmpty()) {
            return Optional.empty();
        }
        return replicaSet(client).filter(set -> !set.equals(then.get())).map(set -> replaced(then.get(), set, now));
    }

    static SourceHealth replaced(String then, String set, long now) {
        String message = "this MongoDB is another than the one that was read (replica set id " + set + ", not " + then
                + "): what was read does not go on in it. Name the one that was read (MONGODB_URI); when it is gone, "
                + ANEW;
        return new SourceHealth(State.SOURCE_REPLACED, message, now);
    }

    private static Optional<SourceHealth> restored(MongoClient client, SourceState state, long now) {
        long seen = StreamStart.of(state).seenTime();
        if (Long.compareUnsigned(seen, Hello.ask(client).lastWrite()) > 0) {
            return Optional.of(restored(seen, "its last write is before it", now));
        }
        return isInOplog(client, seen) ? Optional.empty() : Optional.of(restored(seen, "it has no write then", now));
    }

    private static SourceHealth restored(long seen, String what, long now) {
        BsonTimestamp time = new BsonTimestamp(seen);
        String message =
                "MongoDB was read up to " + Instant.ofEpochSecond(Integer.toUnsignedLong(time.getTime())) + " ("
                        + time.getTime() + "." + time.getInc() + "), and " + what
                        + ": it was restored from a backup, or is another one. Kafka and PostgreSQL may have what it does not: "
                        + ANEW;
        return new SourceHealth(State.SOURCE_RESTORED, message, now);
    }

    /** True also where that cannot be known: the oplog may not be read, or begins later. */
    private static boolean isInOplog(MongoClient client, long time) {
        try {
            BsonDocument at = first(client, new BsonDocument("ts", new BsonDocument("$gte", new BsonTimestamp(time))));
            BsonDocument oldest = first(client, new BsonDocument());
            return at == null
                    || oldest == null
                    || oldest.getTimestamp("ts").compareTo(new BsonTimestamp(time)) > 0
                    || at.getTimestamp("ts").getValue() == time;
        } catch (MongoException e) {
            LOG.debug("the oplog cannot be read: that MongoDB was restored is seen only while its time is behind", e);
            return true;
        }
    }

    private static BsonDocument first(MongoClient client, BsonDocument filter) {
        return client.getDatabase("local")
                .getCollection("oplog.rs", BsonDocument.class)
                .find(filter)
                .sort(new BsonDocument("$natural", new BsonInt32(1)))
                .limit(1)
                .first();
    }

    /** What a replica set is given at its initiation and keeps; empty where the user may not read it. */
    public static Optional<String> replicaSet(MongoClient client) {
        try {
            BsonDocument config = client.getDatabase("local")
                    .getCollection("system.replset", BsonDocument.class)
                    .find(Filters.exists("settings.replicaSetId"))
                    .first();
            return Optional.ofNullable(config)
                    .map(found -> found.getDocument("settings").get("replicaSetId"))
                    .filter(id -> id.isObjectId())
                    .map(id -> id.asObjectId().getValue().toHexString());
        } catch (MongoException e) {
            LOG.debug("the replica set's id cannot be read", e);
            return Optional.empty();
        }
    }
}
