package dev.tidegate.embedded.mongo;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stand-in for MongoDB inside this process: a replica set of one member with change streams, for demonstrations and
 * tests, never for data that matters. It speaks the wire protocol on 127.0.0.1, so drivers and Debezium use it
 * unmodified. What it does not do it refuses with MongoDB's own error code. All methods are safe for several threads.
 */
public final class EmbeddedMongo implements MongoServer {
    private final Store store;
    private final Listener listener;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long notPrimaryUntil = System.nanoTime();

    private EmbeddedMongo(int port, Optional<Path> data, OplogSize oplogSize) {
        Clock clock = Clock.systemUTC();
        Sessions sessions = new Sessions();
        Oplog oplog = new Oplog(oplogSize);
        listener = new Listener(port);
        Optional<Journal> journal = Optional.empty();
        try {
            journal = data.map(Journal::open);
            store = new Store(clock, oplog, journal);
            Transactions transactions = new Transactions(store, clock);
            journal.ifPresent(file -> new JournalReplay(store, sessions, transactions).run(file));
            startOplog();
            listenWith(clock, sessions, transactions, ReplicaSetConfig.of(address(), data));
        } catch (RuntimeException e) {
            listener.close();
            journal.ifPresent(Journal::close);
            throw e;
        }
    }

    private void startOplog() {
        store.locked(() -> {
            if (store.oplog().isEmpty()) {
                store.publish(java.util.List.of(Change.noop("initiating set")), Origin.NONE);
            }
            return null;
        });
    }

    private void listenWith(Clock clock, Sessions sessions, Transactions transactions, ReplicaSetConfig config) {
        Cursors cursors = new Cursors(clock);
        FailPoints failPoints = new FailPoints();
        Map<String, CommandHandler> handlers = new HashMap<>();
        new HelloCommands(store, config, this::isPrimary).addTo(handlers);
        new ServerCommands(store, cursors, address()).addTo(handlers);
        new ReadCommands(store, cursors, config).addTo(handlers);
        new WriteCommands(store).addTo(handlers);
        new CollectionCommands(store, cursors).addTo(handlers);
        sessions.addTo(handlers, transactions);
        transactions.addTo(handlers);
        failPoints.addTo(handlers);
        listener.start(new Commands(store, handlers, sessions, transactions, this::isPrimary), failPoints);
    }

    /** Starts in memory, on a free port. */
    public static EmbeddedMongo start() {
        return start(0, Optional.empty());
    }

    /**
     * Starts on this port (0: a free one), with the data of this directory when one is given.
     *
     * @throws java.io.UncheckedIOException when the port is taken or the directory cannot be used
     */
    public static EmbeddedMongo start(int port, Optional<Path> data) {
        return start(port, data, OplogSize.standard(data.isPresent()));
    }

    /** As {@link #start(int, Optional)}, remembering so much of what has changed. */
    public static EmbeddedMongo start(int port, Optional<Path> data, OplogSize oplogSize) {
        return new EmbeddedMongo(port, data, oplogSize);
    }

    private String address() {
        return "127.0.0.1:" + port();
    }

    @Override
    public String uri() {
        return "mongodb://" + address() + "/?replicaSet=" + HelloCommands.SET_NAME;
    }

    public int port() {
        return listener.port();
    }

    private boolean isPrimary() {
        return System.nanoTime() - notPrimaryUntil >= 0;
    }

    /** For tests: drops all connections and answers 10107 (NotWritablePrimary) for so long. */
    public void stepDown(java.time.Duration time) {
        notPrimaryUntil = System.nanoTime() + time.toNanos();
        listener.drop(false);
    }

    /**
     * For tests: a write takes its time and never comes. What {@code hello} names as the last write is then no entry of
     * the oplog, as on a server with several writers at once.
     */
    public void loseWrite() {
        store.locked(store.clock()::next);
    }

    /** For tests: drops all connections, and refuses new ones until {@link #acceptConnections()}. */
    public void refuseConnections() {
        listener.drop(true);
    }

    /** For tests: ends {@link #refuseConnections()}. */
    public void acceptConnections() {
        listener.drop(false);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            listener.close();
            store.close();
        }
    }
}
