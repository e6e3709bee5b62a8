package dev.tidegate.validator.source;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Keeps several threads together under a number of documents a second; 0 means no limit. */
public final class Pace {
    private final long perSecond;
    private final LongSupplier nanoTime;
    private final LongConsumer sleep;
    private long nextNanos;

    public Pace(long perSecond) {
        this(perSecond, System::nanoTime, LockSupport::parkNanos);
    }

    Pace(long perSecond, LongSupplier nanoTime, LongConsumer sleep) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.sleep = sleep;
        this.nextNanos = nanoTime.getAsLong();
    }

    /** Waits until so many documents are due. */
    public void take(int documents) {
        if (perSecond > 0) {
            long due = reserve(documents);
            for (long left = due - nanoTime.getAsLong();
                    left > 0 && !Thread.currentThread().isInterrupted();
                    left = due - nanoTime.getAsLong()) {
                sleep.accept(left);
            }
        }
    }

    private synchronized long reserve(int documents) {
        long due = Math.max(nextNanos, nanoTime.getAsLong());
        nextNanos = due + documents * TimeUnit.SECONDS.toNanos(1) / perSecond;
        return due;
    }
}
