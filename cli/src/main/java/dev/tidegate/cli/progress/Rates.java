package dev.tidegate.cli.progress;

import dev.tidegate.operate.status.MigrationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Rows per second over the last seconds, and the time that the snapshot still needs at its average. */
final class Rates {
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private final Deque<Sample> samples = new ArrayDeque<>();
    private Sample first;

    private record Sample(Instant at, long documents, long rows) {}

    void add(MigrationStatus status) {
        Sample sample = new Sample(status.at(), status.carried(), status.rows());
        first = first == null ? sample : first;
        samples.addLast(sample);
        while (samples.size() > 2
                && Duration.between(samples.peekFirst().at(), sample.at()).compareTo(WINDOW) > 0) {
            samples.removeFirst();
        }
    }

    long rowsPerSecond() {
        return perSecond(samples.peekFirst().rows(), samples.peekLast().rows(), between());
    }

    /** By the average since the start. */
    String timeLeft(MigrationStatus status) {
        Sample now = samples.peekLast();
        return Format.eta(
                now.documents() - first.documents(),
                status.documents() - first.documents(),
                Duration.between(first.at(), now.at()));
    }

    private Duration between() {
        return Duration.between(samples.peekFirst().at(), samples.peekLast().at());
    }

    private static long perSecond(long from, long to, Duration time) {
        return time.isZero() ? 0 : Math.max(0, (to - from) * 1000 / time.toMillis());
    }
}
