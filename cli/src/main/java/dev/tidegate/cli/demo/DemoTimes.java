package dev.tidegate.cli.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** How long each part of the demo took. */
final class DemoTimes {
    private final Clock clock;
    private Duration loading = Duration.ZERO;
    private Instant startOfMove;
    private Instant snapshotIn;
    private Instant startOfDrain;
    private Instant drained;

    DemoTimes(Clock clock) {
        this.clock = clock;
    }

    long loading(LongSupplier load) {
        Instant start = clock.instant();
        long loaded = load.getAsLong();
        loading = Duration.between(start, clock.instant());
        return loaded;
    }

    void startMoving() {
        startOfMove = clock.instant();
    }

    void snapshotIn() {
        snapshotIn = clock.instant();
    }

    void startDraining() {
        startOfDrain = clock.instant();
    }

    void drained() {
        drained = clock.instant();
    }

    Duration loading() {
        return loading;
    }

    /** From the start of the stages, connecting included, until the snapshot was in PostgreSQL. */
    Duration snapshot() {
        return Duration.between(startOfMove, snapshotIn);
    }

    Duration drain() {
        return Duration.between(startOfDrain, drained);
    }
}
