package dev.tidegate.source.server;

import com.mongodb.MongoServerException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourceHealth.State;
import dev.tidegate.events.source.SourceOrigin;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.source.position.ClusterTime;
import dev.tidegate.source.stream.StreamStart;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a MongoDB is the one that was read, with the history that was read. */
public final class SourceHistory {
    private static final Logger LOG = LoggerFactory.getLogger(SourceHistory.class);
    private static final BsonDocument OLDEST_FIRST = new BsonDocument("$natural", new BsonInt32(1));
    private static final BsonDocument NEWEST_FIRST = new BsonDocument("$natural", new BsonInt32(-1));
    /** Unauthorized, IllegalOperation, CommandNotFound, InvalidNamespace, CommandNotSupported, and Atlas's own. */
    private static final Set<Integer> REFUSED = Set.of(13, 20, 59, 73, 115, 8000);

    private static final int CHANGE_STREAM_FATAL_ERROR = 280;
    private static final Duration CONFIRMATION = Duration.ofSeconds(10);
    private static final String ANEW = "start the migration anew under another name";

    private SourceHistory() {}

    /**
     * Why what was read does not continue in this MongoDB; other failures are thrown.
     *
     * <p>A majority has all that was read, and every time that was noted is that of an entry: a stream's tokens, of events
     * and between them, hold times of entries that it has scanned, and {@link #beginning} is one. They are entries for
     * ever; a restored MongoDB lacks them, or has come past them with other entries. Where the oplog cannot be read, only
     * a time that went back is seen.
     *
     * @param database in which the user may read
     * @param state with a start
     * @param now milliseconds since the epoch
     */
    public static Optional<SourceHealth> difference(MongoClient client, String database, SourceState state, long now) {
        return replaced(client, state, now).or(() -> restored(client, database, state, now));
    }

    /**
     * From where a stream gives all that is written from now on: the newest entry of the oplog that a majority has. The
     * majority's last write, as {@code hello} names it, can be the moment before a write that is under way, and no entry.
     */
    public static SourcePosition beginning(MongoClient client) {
        SourcePosition majority = Hello.ask(client).majorityWrite();
        BsonDocument upTo = new BsonDocument("ts", new BsonDocument("$lte", ClusterTime.of(majority)));
        return local(() -> Optional.ofNullable(entry(client, upTo, NEWEST_FIRST)))
                .map(entry -> ClusterTime.position(entry.getTimestamp("ts")))
                .orElse(majority);
    }

    /**
     * Whether a stream failed because the event that it is to resume after is not in the oplog, though its time is. Of a
     * time between events no stream says so.
     */
    public static boolean isUnknownPosition(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoServerException said
                    && said.getCode() == CHANGE_STREAM_FATAL_ERROR
                    && said.getMessage().contains("resume token was not found")) {
                return true;
            }
        }
        return false;
    }

    /** @param state with a start */
    public static SourceHealth unknownPosition(SourceState state, long now) {
        return restored(StreamStart.of(state).seen(), "its change stream does not know that event", now);
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
                + "): what was read does not continue in it. Name the one that was read (MONGODB_URI); when it is gone, "
                + ANEW;
        return new SourceHealth(State.SOURCE_REPLACED, message, now);
    }

    private static Optional<SourceHealth> restored(MongoClient client, String database, SourceState state, long now) {
        SourcePosition seen = StreamStart.of(state).seen();
        if (endsBefore(client, seen)) {
            return isConfirmed(client, database, state) && endsBefore(client, seen)
                    ? Optional.of(restored(seen, "its last write is before it", now))
                    : Optional.empty();
        }
        return isInOplog(client, seen) ? Optional.empty() : Optional.of(restored(seen, "it has no write then", now));
    }

    private static boolean endsBefore(MongoClient client, SourcePosition position) {
        return position.compareTo(Hello.ask(client).lastWrite()) > 0;
    }

    /**
     * Whether a majority takes the server for its primary: a secondary may be behind, and so may a former primary that
     * does not know yet of the next one. Neither answers a linearizable read, which writes nothing of the user's.
     */
    private static boolean isConfirmed(MongoClient client, String database, SourceState state) {
        if (!Hello.ask(client).isWritablePrimary()) {
            return false;
        }
        String collection = state.collections().keySet().stream().findFirst().orElse("tidegate");
        client.getDatabase(database)
                .getCollection(collection, BsonDocument.class)
                .withReadConcern(ReadConcern.LINEARIZABLE)
                .withReadPreference(ReadPreference.primary())
                .find()
                .projection(new BsonDocument("_id", new BsonInt32(1)))
                .limit(1)
                .maxTime(CONFIRMATION.toMillis(), TimeUnit.MILLISECONDS)
                .first();
        return true;
    }

    private static SourceHealth restored(SourcePosition seen, String what, long now) {
        BsonTimestamp time = ClusterTime.of(seen);
        String message =
                "MongoDB was read up to " + seen.time() + " (" + time.getTime() + "." + time.getInc() + "), and " + what
                        + ": it was restored from a backup, or is another one. Kafka and PostgreSQL may have what it does not: "
                        + ANEW;
        return new SourceHealth(State.SOURCE_RESTORED, message, now);
    }

    /** True also where that cannot be known: the oplog may not be read, or begins later. */
    private static boolean isInOplog(MongoClient client, SourcePosition position) {
        BsonTimestamp wanted = ClusterTime.of(position);
        return local(() -> {
                    BsonDocument from = new BsonDocument("ts", new BsonDocument("$gte", wanted));
                    BsonDocument at = entry(client, from, OLDEST_FIRST);
                    BsonDocument oldest = entry(client, new BsonDocument(), OLDEST_FIRST);
                    return Optional.of(at == null
                            || oldest == null
                            || oldest.getTimestamp("ts").compareTo(wanted) > 0
                            || at.getTimestamp("ts").equals(wanted));
                })
                .orElse(true);
    }

    private static BsonDocument entry(MongoClient client, BsonDocument filter, BsonDocument order) {
        return client.getDatabase("local")
                .getCollection("oplog.rs", BsonDocument.class)
                .find(filter)
                .sort(order)
                .limit(1)
                .first();
    }

    /** What a replica set is given at its initiation and keeps; empty where the user may not read it. */
    public static Optional<String> replicaSet(MongoClient client) {
        return local(() -> Optional.ofNullable(client.getDatabase("local")
                        .getCollection("system.replset", BsonDocument.class)
                        .find(Filters.exists("settings.replicaSetId"))
                        .first())
                .map(found -> found.getDocument("settings").get("replicaSetId"))
                .filter(id -> id.isObjectId())
                .map(id -> id.asObjectId().getValue().toHexString()));
    }

    /** Empty where the server does not let the user read its database {@code local}; other failures are thrown. */
    private static <T> Optional<T> local(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (MongoServerException e) {
            if (!REFUSED.contains(e.getCode())) {
                throw e;
            }
            LOG.debug("the database local cannot be read: that MongoDB is another is seen in few cases only", e);
            return Optional.empty();
        }
    }
}
