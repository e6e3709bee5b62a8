package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import dev.tidegate.embedded.mongo.Change.ChangeKind;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * All data, and the one lock that guards it. A command changes collections, which report what they changed;
 * {@link #publish} gives these changes their time, writes them to the journal, and only then shows them to readers of
 * the oplog.
 */
final class Store implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition news = lock.newCondition();
    private final SortedMap<String, StoredDatabase> databases = new TreeMap<>();
    private final ClusterClock clock;
    private final Oplog oplog;
    private final Optional<Journal> journal;
    private List<Change> pending = new ArrayList<>();
    private boolean quiet;
    private boolean broken;
    private long catalogVersion;

    Store(Clock clock, Oplog oplog, Optional<Journal> journal) {
        this.clock = new ClusterClock(clock);
        this.oplog = oplog;
        this.journal = journal;
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            if (broken) {
                throw new Refusal(91, "ShutdownInProgress", "The journal could not be written: the server has stopped");
            }
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something is published, or the time is over; the lock must be held and is free meanwhile. */
    long awaitNews(long nanos) {
        try {
            return news.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(11601, "Interrupted", "The server is closing");
        }
    }

    void wakeReaders() {
        locked(() -> {
            news.signalAll();
            return null;
        });
    }

    ClusterClock clock() {
        return clock;
    }

    Oplog oplog() {
        return oplog;
    }

    List<StoredDatabase> databases() {
        return List.copyOf(databases.values());
    }

    Optional<StoredDatabase> database(String name) {
        return Optional.ofNullable(databases.get(name));
    }

    StoredDatabase databaseOrCreate(String name) {
        return databases.computeIfAbsent(name, absent -> new StoredDatabase(this, absent));
    }

    Optional<StoredCollection> collection(String database, String collection) {
        return database(database).flatMap(found -> found.collection(collection));
    }

    void dropDatabase(String name) {
        StoredDatabase dropped = databases.remove(name);
        if (dropped != null) {
            dropped.dropAll();
            record(dropped.change(ChangeKind.DROP_DATABASE, "", null, null));
        }
    }

    /** Told by collections and databases, in the order in which it happened. */
    void record(Change change) {
        if (!quiet) {
            pending.add(change);
        }
    }

    List<Change> takePending() {
        List<Change> taken = pending;
        pending = new ArrayList<>();
        return taken;
    }

    /** Changes made meanwhile are not reported: they repeat or undo others. */
    void quietly(Runnable work) {
        boolean before = quiet;
        quiet = true;
        try {
            work.run();
        } finally {
            quiet = before;
        }
    }

    /** Makes the changes of one command durable as one, then visible in the oplog. */
    void publish(List<Change> changes, Origin origin) {
        if (changes.isEmpty()) {
            return;
        }
        List<OplogEntry> entries = stamp(changes, origin);
        try {
            if (journal.isPresent()) {
                oplog.addAll(entries, journal.get().append(entries, origin));
            } else {
                entries.forEach(oplog::add);
            }
        } catch (RuntimeException e) {
            broken = true;
            throw e;
        }
        catalogVersion += changes.stream().filter(Change::isOfCatalog).count();
        news.signalAll();
    }

    /** Another number whenever there are other collections or indexes. */
    long catalogVersion() {
        return catalogVersion;
    }

    /** What all collections hold at this moment. */
    Map<StoredCollection, CollectionState> states() {
        Map<StoredCollection, CollectionState> states = new IdentityHashMap<>();
        for (StoredDatabase database : databases.values()) {
            database.collections().forEach(collection -> states.put(collection, collection.state()));
        }
        return states;
    }

    private List<OplogEntry> stamp(List<Change> changes, Origin origin) {
        Instant wallTime = clock.now();
        List<OplogEntry> entries = new ArrayList<>(changes.size());
        BsonTimestamp time = null;
        for (Change change : changes) {
            time = time != null && origin.inTransaction() ? time : clock.next();
            int index = origin.inTransaction() ? entries.size() : 0;
            entries.add(new OplogEntry(time, index, wallTime, change.forOplog(), origin.transaction()));
        }
        return entries;
    }

    /** Forces the journal to the disk. */
    void sync() {
        journal.ifPresent(Journal::force);
    }

    boolean isClosing() {
        return Thread.currentThread().isInterrupted();
    }

    static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public void close() {
        journal.ifPresent(Journal::close);
    }
}
