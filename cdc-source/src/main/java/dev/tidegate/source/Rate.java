package dev.tidegate.source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Count a second over a sliding window. */
final class Rate {
    private record Sample(long nanos, long count) {}

    private final long windowNanos;
    private final Deque<Sample> samples = new ArrayDeque<>();

    Rate(Duration window) {
        windowNanos = window.toNanos();
    }

    void at(long nanos, long count) {
        samples.addLast(new Sample(nanos, count));
        while (samples.size() > 2 && nanos - samples.peekFirst().nanos() > windowNanos) {
            samples.removeFirst();
        }
    }

    double perSecond(long nanos, long count) {
        Sample first = samples.peekFirst();
        if (first == null || nanos - samples.peekLast().nanos() > windowNanos || nanos == first.nanos()) {
            return 0;
        }
        return (count - first.count()) * 1e9 / (nanos - first.nanos());
    }
}
