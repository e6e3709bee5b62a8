package dev.tidegate.operate.reread;

import java.time.Duration;

/** Measures how long something has been unchanged. */
final class Stall {
    private final Duration patience;
    private String last;
    private long since;

    Stall(Duration patience) {
        this.patience = patience;
    }

    boolean isTooLong(String standing) {
        long now = System.nanoTime();
        if (!standing.equals(last)) {
            last = standing;
            since = now;
        }
        return now - since > patience.toNanos();
    }
}
