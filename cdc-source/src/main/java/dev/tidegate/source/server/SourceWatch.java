package dev.tidegate.source.server;

import com.mongodb.MongoException;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.tidegate.events.source.CollectionState;
import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourceHealth.State;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.source.position.ClusterTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches, beside the stream, for what Debezium's stream passes over in silence: drops and renames of mapped collections
 * and the loss of the oplog window; and measures lag and headroom.
 *
 * <p>One thread of its own until closed. When MongoDB does not answer it keeps trying: the stream says so.
 */
public final class SourceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PASSED = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int QUESTIONS_PER_HEADROOM = 10;

    private final MongoClient client;
    private final CollectionEvents events;
    private final Supplier<SourcePosition> committed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<SourceHealth> trouble = Optional.empty();
    private volatile Optional<SourcePosition> lastWrite = Optional.empty();
    private volatile Optional<Duration> headroom = Optional.empty();
    private final Map<String, SourcePosition> remade = new ConcurrentHashMap<>();
    private BsonDocument resumeToken;

    SourceWatch(MongoClient client, CollectionEvents events, Supplier<SourcePosition> committed) {
        this.client = client;
        this.events = events;
        this.committed = committed;
    }

    /**
     * @param mapped collections
     * @param takenAgain those of them that do not stop the source when they are dropped or made again
     * @param committed asked at the start and for the headroom
     */
    public static SourceWatch start(
            MongoClient client,
            String database,
            Set<String> mapped,
            Set<String> takenAgain,
            Supplier<SourcePosition> committed) {
        SourceWatch watch = new SourceWatch(client, events(database, mapped, takenAgain), committed);
        Thread thread = new Thread(watch::run, "tidegate-source-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private static CollectionEvents events(String database, Set<String> mapped, Set<String> takenAgain) {
        Set<String> stopping = new HashSet<>(mapped);
        stopping.removeAll(takenAgain);
        return new CollectionEvents(database, stopping, takenAgain);
    }

    /** Those to be taken again since nobody watched; to be asked before anything is read. */
    public void compare(SourceState noted) {
        Set<String> found = events.remade(noted, CollectionInfo.list(client.getDatabase(events.database())));
        if (!found.isEmpty()) {
            SourcePosition now = SourceHistory.beginning(client);
            found.forEach(collection -> remade.merge(collection, now, SourcePosition::later));
        }
    }

    /** Collections that were dropped, renamed or made again and are to be taken again, with the latest time of that. */
    public Map<String, SourcePosition> remade() {
        return Map.copyOf(remade);
    }

    /**
     * Whether the collections are still those that were noted; to be asked before anything is read. Of one that is gone
     * the stream may still say what became of it.
     *
     * @param position up to where it was read
     */
    public static Optional<SourceHealth> compare(
            MongoClient client,
            String database,
            Collection<CollectionState> noted,
            Set<String> takenAgain,
            SourcePosition position) {
        Set<String> mapped = noted.stream()
                .map(CollectionState::collection)
                .filter(name -> !takenAgain.contains(name))
                .collect(Collectors.toSet());
        Map<String, CollectionInfo> existing = CollectionInfo.list(client.getDatabase(database));
        Optional<SourceHealth> difference =
                new CollectionEvents(database, mapped, Set.of()).meaning(noted, existing, System.currentTimeMillis());
        mapped.removeAll(existing.keySet());
        return difference
                .filter(health -> health.state() == State.COLLECTION_DROPPED)
                .flatMap(health -> eventOf(client, new CollectionEvents(database, mapped, Set.of()), position))
                .or(() -> difference);
    }

    /** What is read may have passed the event just before anybody saw it. */
    private static Optional<SourceHealth> eventOf(
            MongoClient client, CollectionEvents events, SourcePosition position) {
        int from = (int) position.time().minus(PASSED).getEpochSecond();
        Instant deadline = Instant.now().plus(PATIENCE);
        try (MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor = stream(client, events)
                .startAtOperationTime(new BsonTimestamp(from, 0))
                .cursor()) {
            while (Instant.now().isBefore(deadline)) {
                Optional<SourceHealth> meaning =
                        Optional.ofNullable(cursor.tryNext()).flatMap(events::meaning);
                if (meaning.isPresent()) {
                    return meaning;
                }
            }
        } catch (MongoException e) {
            LOG.debug("the oplog does not say what became of the collection", e);
        }
        return Optional.empty();
    }

    /** What makes the source stop; stays once it is there. */
    public Optional<SourceHealth> trouble() {
        return trouble;
    }

    /** The deployment's last write that a majority has; empty before it was asked for the first time. */
    public Optional<SourcePosition> lastWrite() {
        return lastWrite;
    }

    public Optional<Duration> headroom() {
        return headroom;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        BsonTimestamp from = ClusterTime.of(committed.get());
        while (!isOver()) {
            try {
                watch(from);
            } catch (MongoException | IllegalStateException e) {
                failed(e);
            }
        }
    }

    private void watch(BsonTimestamp from) {
        int questions = 0;
        try (MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor = open(from)) {
            while (!isOver()) {
                ChangeStreamDocument<BsonDocument> event = cursor.tryNext();
                resumeToken = cursor.getResumeToken() == null ? resumeToken : cursor.getResumeToken();
                if (event != null) {
                    trouble = trouble.or(() -> events.meaning(event));
                    events.remade(event)
                            .forEach(name -> remade.merge(
                                    name, ClusterTime.position(event.getClusterTime()), SourcePosition::later));
                    continue;
                }
                lastWrite = Optional.of(Hello.ask(client).majorityWrite());
                if (questions++ % QUESTIONS_PER_HEADROOM == 0) {
                    headroom = Oplog.headroom(client, committed.get());
                }
            }
        }
    }

    private MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> open(BsonTimestamp from) {
        ChangeStreamIterable<BsonDocument> stream = stream(client, events);
        return resumeToken == null
                ? stream.startAtOperationTime(from).cursor()
                : stream.resumeAfter(resumeToken).cursor();
    }

    private static ChangeStreamIterable<BsonDocument> stream(MongoClient client, CollectionEvents events) {
        return client.getDatabase(events.database())
                .watch(
                        List.of(Aggregates.match(Filters.in("operationType", "drop", "dropDatabase", "rename"))),
                        BsonDocument.class)
                .maxAwaitTime(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void failed(RuntimeException failure) {
        if (Oplog.isLost(failure)) {
            trouble = Optional.of(lost(committed.get(), System.currentTimeMillis()));
            return;
        }
        LOG.debug("the watch resumes when MongoDB answers again", failure);
        try {
            closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOver() {
        return closed.getCount() == 0 || trouble.isPresent();
    }

    public static SourceHealth lost(SourcePosition position, long now) {
        String message = "MongoDB's oplog no longer goes back to " + position.time()
                + ", where the stream must resume: changes since then are lost to it. Make the oplog larger"
                + " (replSetResizeOplog) and start the migration anew under another name";
        return new SourceHealth(State.OPLOG_LOST, message, now);
    }
}
