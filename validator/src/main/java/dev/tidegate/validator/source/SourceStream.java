package dev.tidegate.validator.source;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.bson.FromBytesCodec;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.source.StreamReport.Changed;
import dev.tidegate.validator.source.StreamReport.CompleteUpTo;
import dev.tidegate.validator.source.StreamReport.Ended;
import dev.tidegate.validator.source.StreamReport.HistoryLost;
import dev.tidegate.validator.source.StreamReport.Remade;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads which documents of the mapped collections change, ids and times alone, on a thread of its own. It resumes from a
 * time rather than from a token: from the oldest change that is not verified, which none of the tokens since is behind.
 * An interrupted stream is opened again; a change that is reported twice does no harm.
 */
public final class SourceStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceStream.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final long AWAIT_MILLIS = 500;

    /** The server answers as soon as there is one change: what comes meanwhile is asked for at once. */
    private static final long BETWEEN_BATCHES_MILLIS = 100;

    /** The driver's own codec makes one id of two that differ in bytes that are no UTF-8. */
    private static final CodecRegistry EXACT = CodecRegistries.fromRegistries(
            CodecRegistries.fromCodecs(new FromBytesCodec(ExactBson::decode)),
            MongoClientSettings.getDefaultCodecRegistry());

    private static final Set<Integer> NO_HISTORY = Set.of(286, 280, 136);

    private final MongoDatabase database;
    private final Set<String> collections;
    private final Set<String> takenAgain;
    private final BlockingQueue<StreamReport> reports;
    private final Thread thread = new Thread(this::run, "tidegate-follow-source");
    private final long from;
    private volatile boolean isClosed;
    private long completeUpTo;

    public SourceStream(
            MongoDatabase database, Set<String> collections, long from, BlockingQueue<StreamReport> reports) {
        this(database, collections, Set.of(), from, reports);
    }

    /**
     * @param takenAgain collections that do not end the stream when they are dropped, renamed or made again
     * @param from reported as complete even where nothing is written any more
     */
    public SourceStream(
            MongoDatabase database,
            Set<String> collections,
            Set<String> takenAgain,
            long from,
            BlockingQueue<StreamReport> reports) {
        this.takenAgain = Set.copyOf(takenAgain);
        this.database = database;
        this.collections = Set.copyOf(collections);
        this.from = from;
        this.completeUpTo = from - 1;
        this.reports = reports;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** When it is not, everything it had to report has been reported. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    private void run() {
        long pause = 100;
        while (!isClosed) {
            long before = completeUpTo;
            try {
                if (!read()) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            } catch (MongoException e) {
                if (isClosed) {
                    return;
                }
                if (e instanceof MongoCommandException && NO_HISTORY.contains(e.getCode())) {
                    report(new HistoryLost());
                    return;
                }
                pause = before == completeUpTo ? Math.min(2 * pause, LONGEST_PAUSE.toMillis()) : 100;
                LOG.info(
                        "the change stream is interrupted ({}), opening it again",
                        e.getClass().getSimpleName());
                if (!sleep(pause)) {
                    return;
                }
            }
        }
    }

    /** Returns false when a person must do something first. */
    private boolean read() throws InterruptedException {
        try (MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor = database.withCodecRegistry(EXACT)
                .watch(pipeline(), BsonDocument.class)
                .startAtOperationTime(ClusterTime.timestamp(ClusterTime.later(from, completeUpTo)))
                .maxAwaitTime(AWAIT_MILLIS, TimeUnit.MILLISECONDS)
                .cursor()) {
            while (!isClosed) {
                if (cursor.available() == 0) {
                    TimeUnit.MILLISECONDS.sleep(BETWEEN_BATCHES_MILLIS);
                }
                ChangeStreamDocument<BsonDocument> event = cursor.tryNext();
                if (event == null) {
                    complete(cursor.getResumeToken());
                } else if (!report(event)) {
                    return false;
                }
            }
            return false;
        }
    }

    private List<Bson> pipeline() {
        return List.of(
                Aggregates.match(Filters.or(
                        Filters.in("ns.coll", collections),
                        Filters.in("to.coll", collections),
                        Filters.in("operationType", "dropDatabase", "invalidate"))),
                Aggregates.project(Projections.include("operationType", "ns", "to", "documentKey", "clusterTime")));
    }

    private boolean report(ChangeStreamDocument<BsonDocument> event) throws InterruptedException {
        long time = event.getClusterTime().getValue();
        switch (event.getOperationType()) {
            case INSERT, UPDATE, REPLACE, DELETE -> {
                String collection = event.getNamespace().getCollectionName();
                reports.put(new Changed(
                        Subject.Document.of(collection, event.getDocumentKey().get("_id")), time));
                completeUpTo = ClusterTime.later(completeUpTo, time - 1);
                return true;
            }
            case DROP, RENAME -> {
                return ended(event, time);
            }
            case DROP_DATABASE, INVALIDATE -> {
                reports.put(new Ended(describe(event)));
                return false;
            }
            default -> {
                return true;
            }
        }
    }

    /** Where all that are concerned are taken again, it goes on. */
    private boolean ended(ChangeStreamDocument<BsonDocument> event, long time) throws InterruptedException {
        Set<String> concerned = new HashSet<>();
        concerned.add(event.getNamespace().getCollectionName());
        if (event.getDestinationNamespace() != null) {
            concerned.add(event.getDestinationNamespace().getCollectionName());
        }
        concerned.retainAll(collections);
        if (!takenAgain.containsAll(concerned)) {
            reports.put(new Ended(describe(event)));
            return false;
        }
        for (String collection : concerned) {
            reports.put(new Remade(collection, time));
        }
        completeUpTo = ClusterTime.later(completeUpTo, time - 1);
        return true;
    }

    private static String describe(ChangeStreamDocument<BsonDocument> event) {
        String what = event.getOperationTypeString();
        String where = event.getNamespace() == null
                ? "the source database"
                : "collection " + event.getNamespace().getCollectionName();
        return "MongoDB reports '" + what + "' of " + where + " at "
                + ClusterTime.instant(event.getClusterTime().getValue())
                + ": no single change says what became of its documents. Settle it in the source ('tidegate status'"
                + " names the state), then start again: a new full pass is made";
    }

    /**
     * MongoDB had nothing more to report: it has reported all up to the token. Were it in the middle of a long transaction, the
     * rest of that comes with the same time, here and after a restart from that time.
     */
    private void complete(BsonDocument token) throws InterruptedException {
        long time = token == null ? completeUpTo : StreamTime.of(token);
        if (ClusterTime.isBefore(completeUpTo, time)) {
            completeUpTo = time;
            reports.put(new CompleteUpTo(time));
        }
    }

    private void report(StreamReport last) {
        try {
            reports.put(last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
