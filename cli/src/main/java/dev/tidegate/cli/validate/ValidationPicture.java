package dev.tidegate.cli.validate;

import static dev.tidegate.cli.terminal.WrappedOutput.CLEAR_LINE;

import dev.tidegate.cli.progress.Format;
import dev.tidegate.validator.ValidationProgress;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How far a validation is: one line that moves on a terminal, a line every few seconds elsewhere. Told by several threads.
 */
public final class ValidationPicture implements ValidationProgress, AutoCloseable {
    private static final Duration MOVING_EVERY = Duration.ofMillis(200);
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final boolean moves;
    private final Clock clock;
    private final Map<String, Long> estimated = new LinkedHashMap<>();
    private final Map<String, Long> compared = new LinkedHashMap<>();
    private Instant start;
    private Instant next;
    private boolean drawn;

    /** @param moves whether {@code out} is a terminal */
    public ValidationPicture(PrintWriter out, boolean moves, Clock clock) {
        this.out = out;
        this.moves = moves;
        this.clock = clock;
        this.start = clock.instant();
        this.next = start;
    }

    @Override
    public synchronized void started(Map<String, Long> estimatedDocuments) {
        estimated.clear();
        estimated.putAll(estimatedDocuments);
        compared.clear();
        start = clock.instant();
        next = start.plus(moves ? MOVING_EVERY : PLAIN_EVERY);
    }

    @Override
    public synchronized void compared(String collection, long documents) {
        compared.put(collection, documents);
        if (!clock.instant().isBefore(next)) {
            next = clock.instant().plus(moves ? MOVING_EVERY : PLAIN_EVERY);
            show(line(collection));
        }
    }

    @Override
    public synchronized void settling(int generation, long left) {
        show(String.format(Locale.ROOT, "comparing again %,d that differ, time %d", left, generation));
    }

    @Override
    public synchronized void checking(String what) {
        show("checking " + what);
    }

    private String line(String collection) {
        long done = compared.values().stream().mapToLong(Long::longValue).sum();
        long all = Math.max(
                done, estimated.values().stream().mapToLong(Long::longValue).sum());
        double percent = all == 0 ? 100 : Math.min(99.9, 100.0 * done / all);
        Duration elapsed = Duration.between(start, clock.instant());
        return String.format(
                Locale.ROOT,
                "compared %5.1f%%  %,d of %,d  %,d/s  eta %s  %s",
                percent,
                done,
                all,
                done * 1000 / Math.max(1, elapsed.toMillis()),
                Format.eta(done, all, elapsed),
                collection);
    }

    private void show(String line) {
        if (moves) {
            out.print(CLEAR_LINE + line);
            drawn = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Leaves the line to what is printed next. */
    @Override
    public synchronized void close() {
        if (drawn) {
            out.print(CLEAR_LINE);
            out.flush();
            drawn = false;
        }
    }
}
