package dev.tidegate.source.stream;

import dev.tidegate.source.reread.Reread;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Has documents that were asked for, and collections that were made again, published between the batches of the stream. Used by
 * one thread.
 */
final class Interludes {
    private final BatchPublisher batches;
    /** The stream waits so long at most for a collection that is taken again. */
    private static final long PORTION_NANOS = Duration.ofMillis(200).toNanos();

    private final Reread reread;
    private final BetweenBatches resnapshots;
    private RuntimeException failure;

    Interludes(BatchPublisher batches, Reread reread, BetweenBatches resnapshots) {
        this.batches = batches;
        this.reread = reread;
        this.resnapshots = resnapshots;
    }

    /** All that is asked for now. A failure is kept: the engine must be closed before it can be thrown. */
    void carryOut(BooleanSupplier isStopped) {
        try {
            while (!isStopped.getAsBoolean() && reread.isAsked()) {
                batches.between(reread::publish);
                reread.published();
            }
            long end = System.nanoTime() + PORTION_NANOS;
            while (!isStopped.getAsBoolean() && System.nanoTime() < end && resnapshots.isAsked()) {
                batches.between(resnapshots::publish);
                resnapshots.published();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    boolean haveFailed() {
        return failure != null;
    }

    void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }
}
