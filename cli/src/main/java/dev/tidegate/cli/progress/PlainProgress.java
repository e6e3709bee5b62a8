package dev.tidegate.cli.progress;

import dev.tidegate.operate.status.MigrationStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** For pipes and log files: a line every few seconds, and one for each table that has all its documents. */
public final class PlainProgress implements Progress {
    private final PrintWriter out;
    private final Duration every;
    private final Rates rates = new Rates();
    private final TableEnds tableEnds = new TableEnds();
    private final Set<String> warned = new HashSet<>();
    private Instant next = Instant.MIN;

    public PlainProgress(PrintWriter out, Duration every) {
        this.out = out;
        this.every = every;
    }

    @Override
    public void show(MigrationStatus status) {
        rates.add(status);
        tableEnds.lines(status).forEach(out::println);
        status.warnings().stream().filter(warned::add).forEach(warning -> out.println("warning: " + warning));
        if (!status.at().isBefore(next)) {
            next = status.at().plus(every);
            print(status);
        }
        out.flush();
    }

    @Override
    public void end() {
        out.flush();
    }

    private void print(MigrationStatus status) {
        out.printf(
                Locale.ROOT,
                "progress %s %.1f%% documents=%d/%d rows=%d rows/s=%d eta=%s lag[%s] dead-letters=%d%n",
                status.phase().name().toLowerCase(Locale.ROOT),
                status.percent(),
                status.carried(),
                status.documents(),
                status.rows(),
                rates.rowsPerSecond(),
                rates.timeLeft(status),
                Format.lags(status, " "),
                status.deadLetters().total());
    }
}
