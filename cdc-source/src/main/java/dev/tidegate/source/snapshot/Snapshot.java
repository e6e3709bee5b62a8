package dev.tidegate.source.snapshot;

import dev.tidegate.events.source.RangeState;
import dev.tidegate.events.source.SourceStateRecords;
import dev.tidegate.source.publish.Publisher;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Reads all ranges that are not done yet, several side by side, each reader with a publisher of its own. A kill at any
 * moment leaves each range as its last committed page left it.
 */
public final class Snapshot {
    private final List<Publisher> publishers;
    private final SourceStateRecords stateRecords;
    private final SnapshotSettings settings;
    private final RangeReader reader;
    private final AtomicBoolean isFailed = new AtomicBoolean();

    /** @param publishers one for each worker, taken over already */
    public Snapshot(
            List<Publisher> publishers,
            SourceStateRecords stateRecords,
            SnapshotSettings settings,
            SnapshotSource source) {
        this.publishers = List.copyOf(publishers);
        this.stateRecords = stateRecords;
        this.settings = settings;
        this.reader = new RangeReader(source.client(), source.database(), source.start(), source.records());
    }

    /**
     * Blocks until every range is done or {@code isStopped}. Throws what failed first; the ranges stay as they were
     * committed.
     */
    public void run(List<RangeState> ranges, Consumer<List<RangeState>> onCommit, BooleanSupplier isStopped) {
        Queue<RangeState> left = new ConcurrentLinkedQueue<>(
                ranges.stream().filter(range -> !range.done()).toList());
        ExecutorService workers = Executors.newFixedThreadPool(publishers.size(), Snapshot::thread);
        try {
            ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(workers);
            BooleanSupplier isEnding = () -> isFailed.get() || isStopped.getAsBoolean();
            publishers.forEach(publisher -> running.submit(work(publisher, left, onCommit, isEnding)));
            await(running);
        } finally {
            workers.shutdown();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "tidegate-snapshot");
        thread.setDaemon(true);
        return thread;
    }

    private Callable<Void> work(
            Publisher publisher,
            Queue<RangeState> left,
            Consumer<List<RangeState>> onCommit,
            BooleanSupplier isEnding) {
        return () -> {
            Page page = new Page(publisher, stateRecords, settings);
            try {
                readAll(page, left, onCommit, isEnding);
                return null;
            } catch (RuntimeException e) {
                isFailed.set(true);
                page.abort();
                throw e;
            }
        };
    }

    private void readAll(
            Page page, Queue<RangeState> left, Consumer<List<RangeState>> onCommit, BooleanSupplier isEnding) {
        for (RangeState range = left.poll(); range != null; range = left.poll()) {
            reader.read(range, page, onCommit, isEnding);
            if (isEnding.getAsBoolean()) {
                page.abort();
                return;
            }
            if (page.isFull()) {
                onCommit.accept(page.commit());
            }
        }
        onCommit.accept(page.commit());
    }

    private void await(ExecutorCompletionService<Void> running) {
        RuntimeException first = null;
        for (int worker = 0; worker < publishers.size(); worker++) {
            try {
                running.take().get();
            } catch (ExecutionException e) {
                first = first == null ? unwrapped(e) : first;
            } catch (InterruptedException e) {
                isFailed.set(true);
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the snapshot was running", e);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
    }
}
