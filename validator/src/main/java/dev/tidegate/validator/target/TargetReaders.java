package dev.tidegate.validator.target;

import dev.tidegate.validator.thread.DaemonThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads several things at the same time, each with a connection of its own: most of a short reading is waiting for an
 * answer. What a connection reads is one state of the database until {@link #endRead}. For one thread.
 */
public final class TargetReaders implements AutoCloseable {
    private final TargetConnection target;
    private final ExecutorService threads;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    /** @param most connections; they are opened when they are needed */
    public TargetReaders(TargetConnection target, int most) {
        this.target = target;
        this.threads = DaemonThreads.pool("tidegate-read-target", most);
    }

    /**
     * One result for each part, in their order.
     *
     * @throws RuntimeException the first that a reading failed with, when all have ended
     */
    public <P, R> List<R> each(Collection<P> parts, BiFunction<Connection, P, R> reading) {
        List<Callable<R>> tasks = parts.stream()
                .<Callable<R>>map(part -> () -> one(connection -> reading.apply(connection, part)))
                .toList();
        try {
            var results = new ArrayList<R>(tasks.size());
            for (Future<R> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a reading from PostgreSQL failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading from PostgreSQL", e);
        }
    }

    public <R> R one(Function<Connection, R> reading) {
        Connection known = idle.poll();
        Connection connection = known == null ? target.open() : known;
        try {
            return reading.apply(connection);
        } finally {
            idle.add(connection);
        }
    }

    /** What is read next is what is there then. */
    public void endRead() {
        idle.forEach(TargetConnection::endRead);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        for (Connection connection : idle) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw TargetConnection.notClosed(e);
            }
        }
    }
}
