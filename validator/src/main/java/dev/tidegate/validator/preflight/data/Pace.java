package dev.tidegate.validator.preflight.data;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Keeps reading within so many documents a second, measured from the first. */
final class Pace {
    private final OptionalLong perSecond;
    private final LongSupplier nanoTime;
    private final LongConsumer sleep;
    private final long start;
    private long documents;

    Pace(OptionalLong perSecond, LongSupplier nanoTime, LongConsumer sleep) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.sleep = sleep;
        this.start = nanoTime.getAsLong();
    }

    static Pace of(OptionalLong perSecond) {
        return new Pace(perSecond, System::nanoTime, LockSupport::parkNanos);
    }

    void passed(int more) {
        documents += more;
        if (perSecond.isEmpty()) {
            return;
        }
        long due = start + (long) (documents * (double) TimeUnit.SECONDS.toNanos(1) / perSecond.getAsLong());
        for (long left = due - nanoTime.getAsLong();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = due - nanoTime.getAsLong()) {
            sleep.accept(left);
        }
    }
}
