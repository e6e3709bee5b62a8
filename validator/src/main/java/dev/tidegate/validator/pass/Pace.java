package dev.tidegate.validator.pass;

import java.util.concurrent.locks.LockSupport;

/** Keeps several threads together under a number of documents a second; 0 means no limit. */
public final class Pace {
    private final long perSecond;
    private long nextNanos = System.nanoTime();

    public Pace(long perSecond) {
        this.perSecond = perSecond;
    }

    /** Waits until so many documents are due. */
    public void take(int documents) {
        if (perSecond > 0) {
            long due = reserve(documents);
            for (long left = due - System.nanoTime();
                    left > 0 && !Thread.currentThread().isInterrupted();
                    left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private synchronized long reserve(int documents) {
        long due = Math.max(nextNanos, System.nanoTime());
        nextNanos = due + documents * 1_000_000_000L / perSecond;
        return due;
    }
}
