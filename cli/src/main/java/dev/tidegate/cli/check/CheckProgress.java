package dev.tidegate.cli.check;

import static dev.tidegate.cli.terminal.WrappedOutput.CLEAR_LINE;

import dev.tidegate.cli.progress.Format;
import dev.tidegate.preflight.PreflightProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/** One line that moves on a terminal, a line now and then elsewhere. */
public final class CheckProgress implements PreflightProgress {

    /** The first documents are slow: classes are loaded, code is not compiled yet. */
    private static final int ENOUGH_TO_GUESS = 20;

    private final String verb;
    private final PrintWriter err;
    private final boolean isTerminal;
    private final long everyNanos;
    private long lastShown = System.nanoTime();
    private long start;
    private long all;
    private OptionalInt sample = OptionalInt.empty();

    public CheckProgress(PrintWriter err, boolean isTerminal) {
        this("checking", err, isTerminal);
    }

    /** @param verb what is being done, as {@code checking} */
    public CheckProgress(String verb, PrintWriter err, boolean isTerminal) {
        this.verb = verb;
        this.err = err;
        this.isTerminal = isTerminal;
        this.everyNanos = (isTerminal ? Duration.ofMillis(200) : Duration.ofSeconds(5)).toNanos();
    }

    @Override
    public void at(String what) {
        if (isTerminal) {
            show(verb + " " + what + " …");
        }
    }

    @Override
    public void start(long documents, OptionalInt sampleSize) {
        start = System.nanoTime();
        all = documents;
        sample = sampleSize;
    }

    @Override
    public void read(String collection, long documents) {
        long now = System.nanoTime();
        if (now - lastShown < everyNanos) {
            return;
        }
        lastShown = now;
        double perSecond = documents * 1e9 / Math.max(1, now - start);
        String rest = sample.isPresent() ? " (a sample)" : String.format(Locale.ROOT, " of about %,d", all);
        boolean isKnownRate = sample.isEmpty() && documents >= all / ENOUGH_TO_GUESS;
        String left = isKnownRate ? ", eta " + Format.eta(documents, all, Duration.ofNanos(now - start)) : "";
        show(String.format(
                Locale.ROOT, "%s %s: %,d documents%s, %,.0f/s%s", verb, collection, documents, rest, perSecond, left));
    }

    /** Takes the moving line away. */
    public void end() {
        if (isTerminal) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }

    private void show(String line) {
        if (isTerminal) {
            err.print(CLEAR_LINE + line);
        } else {
            err.println(line);
        }
        err.flush();
    }
}
