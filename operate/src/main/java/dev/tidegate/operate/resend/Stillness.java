package dev.tidegate.operate.resend;

import java.time.Duration;

/** Tells when something has not moved for too long. */
final class Stillness {
    private final Duration patience;
    private String last;
    private long since;

    Stillness(Duration patience) {
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
