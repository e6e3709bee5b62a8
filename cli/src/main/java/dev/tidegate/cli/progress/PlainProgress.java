package dev.tidegate.cli.progress;

import dev.tidegate.cli.status.MigrationStatus;
import dev.tidegate.cli.status.MigrationStatus.TableStatus;
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
    private final Set<String> told = new HashSet<>();
    private Instant next = Instant.MIN;

    public PlainProgress(PrintWriter out, Duration every) {
        this.out = out;
        this.every = every;
    }

    @Override
    public void show(MigrationStatus status) {
        rates.add(status);
        status.tables().forEach(table -> tellWhenDone(status, table));
        if (status.at().isBefore(next)) {
            return;
        }
        next = status.at().plus(every);
        long rows = status.tables().stream().mapToLong(TableStatus::rows).sum();
        out.printf(
                Locale.ROOT,
                "progress %s %.1f%% rows=%d rows/s=%d eta=%s lag[%s] dead-letters=%d%n",
                status.phase().name().toLowerCase(Locale.ROOT),
                status.percent(),
                rows,
                rates.rowsPerSecond(),
                rates.timeLeft(status).map(Format::duration).orElse("-"),
                Format.lags(status, " "),
                status.deadLetters().total());
    }

    @Override
    public void end() {
        out.flush();
    }

    private void tellWhenDone(MigrationStatus status, TableStatus table) {
        boolean done = status.phase() == MigrationStatus.Phase.LIVE && table.percent() >= 100;
        if (done && table.kind() == TableStatus.Kind.ENTITY && told.add(table.table())) {
            out.printf(
                    Locale.ROOT,
                    "table %s: %d rows, %d dead letters%n",
                    table.table(),
                    table.rows(),
                    table.deadLetters());
        }
    }
}
