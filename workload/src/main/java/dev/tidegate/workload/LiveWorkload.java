package dev.tidegate.workload;

import com.mongodb.client.MongoDatabase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The application that keeps writing while its data moves: inserts, updates, array members added and removed on either
 * end, replacements, deletes, the same ids again, and documents that go bad and get well.
 *
 * <p>The whole first load must be in the database before the start, and nothing else may write there.
 * One thread writes, at the pace asked for or as fast as the database takes it. {@link #stop} may be called from any
 * thread, more than once; the first write that fails ends the workload, and is thrown there.
 */
public final class LiveWorkload implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;

    private final int writesPerSecond;
    private final WorkloadState state;
    private final WorkloadOperations operations;
    private final SplittableRandom random;
    private final Map<Operation, Long> done = new EnumMap<>(Operation.class);
    private final Thread thread = new Thread(this::write, "live-workload");
    private volatile boolean stopping;
    private volatile RuntimeException failure;

    public LiveWorkload(Application application, MongoDatabase database, int writesPerSecond) {
        this(application, new MongoWrites(database), writesPerSecond);
    }

    LiveWorkload(Application application, Writes writes, int writesPerSecond) {
        if (writesPerSecond < 1) {
            throw new IllegalArgumentException("writes per second must be at least 1: " + writesPerSecond);
        }
        this.writesPerSecond = writesPerSecond;
        this.random = new SplittableRandom(Mix.of(application.seed(), 'W'));
        this.state = new WorkloadState(application);
        this.operations = new WorkloadOperations(application, state, writes, random);
    }

    public void start() {
        thread.start();
    }

    /**
     * Returns when the last write is done.
     *
     * @throws IllegalStateException with its cause, when a write failed
     */
    public void stop() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the workload stopped", e);
        }
        requireNoFailure();
    }

    /** Makes every bad document good, or deletes it where its id is what is bad. Only when stopped. */
    public void mendAll() {
        while (operations.perform(Operation.MEND)) {
            synchronized (done) {
                done.merge(Operation.MEND, 1L, Long::sum);
            }
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** @throws IllegalStateException with its cause, when a write has failed */
    public void requireNoFailure() {
        if (failure != null) {
            throw new IllegalStateException("the live workload ended early: " + failure.getMessage(), failure);
        }
    }

    /** Writes done so far by kind. */
    public Map<Operation, Long> counts() {
        synchronized (done) {
            return Map.copyOf(done);
        }
    }

    public long total() {
        return counts().values().stream().mapToLong(Long::longValue).sum();
    }

    /** The dead letters that must be there once all writes so far have been carried over. */
    public Set<ExpectedDeadLetter> expectedDeadLetters() {
        return state.expectedDeadLetters();
    }

    private void write() {
        long next = System.nanoTime();
        try {
            while (!stopping) {
                step();
                next = Math.max(next + SECOND / writesPerSecond, System.nanoTime() - SECOND);
                pauseUntil(next);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Does the next write; one that found nothing to do makes way for another. */
    void step() {
        Operation operation = Operation.at(random.nextInt(100));
        while (!operations.perform(operation)) {
            operation = Operation.at(random.nextInt(100));
        }
        synchronized (done) {
            done.merge(operation, 1L, Long::sum);
        }
    }

    private void pauseUntil(long deadline) {
        long left = deadline - System.nanoTime();
        while (left > 0 && !stopping) {
            LockSupport.parkNanos(this, left);
            left = deadline - System.nanoTime();
        }
    }
}
