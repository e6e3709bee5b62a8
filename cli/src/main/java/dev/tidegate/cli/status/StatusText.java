package dev.tidegate.cli.status;

import dev.tidegate.cli.progress.Format;
import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.MigrationStatus.StageStatus;
import dev.tidegate.operate.status.MigrationStatus.TableStatus;
import dev.tidegate.operate.status.MigrationStatus.Verification;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** A status for people, as a table. */
public final class StatusText {
    /** Within 80 columns up to hundreds of millions of rows, and table names of 30 letters. */
    private static final String TABLE = "%-30s %-8s %12s %12s %5s %7s%n";

    private final PrintWriter out;

    public StatusText(PrintWriter out) {
        this.out = out;
    }

    private void print(Verification verification) {
        out.printf(
                Locale.ROOT,
                "verified: %s, %,d mismatches open, %,d rechecks pending (said %s)%n",
                verification.verifiedThrough().map(time -> "through " + time).orElse("the first full pass is not done"),
                verification.openMismatches(),
                verification.rechecksPending(),
                verification.at());
    }

    public void print(MigrationStatus status) {
        out.printf(
                Locale.ROOT,
                "%s: %s, %.1f%% of %,d documents, %s%n%n",
                status.migration(),
                status.phase().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                status.percent(),
                status.documents(),
                status.drained() ? "drained" : "not drained");
        status.warnings().forEach(warning -> out.println("! " + warning));
        out.printf("%-12s %-12s %12s %12s%n", "stage", "state", "lag events", "lag seconds");
        status.stages().forEach(this::print);
        out.println();
        out.printf(TABLE, "table", "kind", "documents", "rows", "%", "dead");
        status.tables().forEach(this::print);
        out.println();
        out.printf(
                "dead letters: %,d (%,d with an older good version in the tables)%s%n",
                status.deadLetters().total(),
                status.deadLetters().stale(),
                Format.counts(status.deadLetters().byReason()));
        excluded(status);
        status.verification().ifPresent(this::print);
    }

    private void excluded(MigrationStatus status) {
        String tables = status.tables().stream()
                .filter(table -> table.excluded().isPresent())
                .map(table -> String.format(
                        Locale.ROOT, "%s %,d", table.table(), table.excluded().get()))
                .collect(Collectors.joining(", "));
        if (!tables.isEmpty()) {
            out.printf(Locale.ROOT, "excluded by where: %,d documents (%s)%n", status.excluded(), tables);
        }
    }

    private void print(StageStatus stage) {
        out.printf(
                Locale.ROOT,
                "%-12s %-12s %12s %12s%n",
                stage.name(),
                stage.state(),
                stage.lagEvents().map(StatusText::count).orElse("unknown"),
                stage.lagSeconds()
                        .map(seconds -> String.format(Locale.ROOT, "%.1f", seconds))
                        .orElse("unknown"));
    }

    private void print(TableStatus table) {
        String percent = table.kind() == TableKind.ENTITY ? String.format(Locale.ROOT, "%.1f", table.percent()) : "";
        out.printf(
                Locale.ROOT,
                TABLE,
                table.table(),
                table.kind().name().toLowerCase(Locale.ROOT),
                table.documents().map(StatusText::count).orElse(""),
                (table.estimated() ? "~" : "") + count(table.rows()),
                percent,
                table.deadLetters() == 0 ? "" : count(table.deadLetters()));
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
