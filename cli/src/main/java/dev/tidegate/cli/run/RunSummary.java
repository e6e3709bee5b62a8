package dev.tidegate.cli.run;

import dev.tidegate.cli.errors.ErrorLog;
import dev.tidegate.cli.errors.ErrorReport;
import dev.tidegate.cli.progress.Format;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.errors.DeadLetterFilter;
import dev.tidegate.operate.errors.DeadLetterTable;
import dev.tidegate.operate.errors.LoggedDocuments;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.transform.progress.TransformProgress.ConversionCount;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a run says when it ends: how much, how fast, what was converted, and which documents failed. */
public record RunSummary(Migration migration, StageWiring wiring, Addresses addresses, Instant start) {
    private static final int CONVERSIONS_SHOWN = 30;
    private static final int IDS_SHOWN = 3;

    /** How a run came to its end. */
    public enum Ending {
        PAUSED("paused after %s; starting again resumes"),
        DRAINED("drained after %s: every change is in PostgreSQL"),
        FAILED("stopped after %s by a failure; starting again resumes once it is settled");

        private final String words;

        Ending(String words) {
            this.words = words;
        }
    }

    /**
     * @param last the last status that could be read
     * @param errors where the list of failed documents goes; written only by the process that runs the sink
     */
    public void print(PrintWriter out, Ending ending, Optional<MigrationStatus> last, Path errors) {
        Duration duration = Duration.between(start, Instant.now());
        out.println();
        out.printf(ending.words + "%n", Format.duration(duration));
        last.ifPresent(status -> printCounts(out, status, duration));
        printConversions(out);
        if (addresses.postgresUrl().isPresent() && last.isPresent()) {
            printFailures(out, errors);
        }
        out.flush();
    }

    private void printCounts(PrintWriter out, MigrationStatus status, Duration duration) {
        long documents = status.documents();
        long failed = status.deadLetters().total();
        out.printf(
                Locale.ROOT,
                "phase %s, %s; %,d of %,d documents, %,d rows; %,d errors (%.2f %%)%n",
                status.phase().name().toLowerCase(Locale.ROOT),
                status.drained() ? "drained" : "not drained",
                status.carried(),
                documents,
                status.rows(),
                failed,
                documents == 0 ? 0 : 100.0 * failed / documents);
        if (status.excluded() > 0) {
            out.printf(
                    Locale.ROOT, "%,d of the documents are excluded by where, and give no rows%n", status.excluded());
        }
        wiring.sink().ifPresent(sink -> {
            long written = sink.progress().tables().values().stream()
                    .mapToLong(table -> table.upserted() + table.deleted())
                    .sum();
            out.printf(
                    Locale.ROOT,
                    "this run wrote %,d rows, %,.0f rows/s%n",
                    written,
                    written * 1000.0 / Math.max(1, duration.toMillis()));
        });
    }

    private void printConversions(PrintWriter out) {
        List<ConversionCount> conversions = wiring.transformer()
                .map(transformer -> transformer.progress().conversions())
                .orElse(List.of());
        if (conversions.isEmpty()) {
            return;
        }
        out.println("values that were converted by this run, with a few documents each:");
        conversions.stream()
                .sorted(Comparator.comparingLong(ConversionCount::count).reversed())
                .limit(CONVERSIONS_SHOWN)
                .forEach(each -> out.printf(
                        Locale.ROOT,
                        "  %s.%s: %s, %,d (%s)%n",
                        each.collection(),
                        each.field(),
                        each.conversion(),
                        each.count(),
                        String.join(
                                " ", each.exampleIds().stream().limit(IDS_SHOWN).toList())));
        if (conversions.size() > CONVERSIONS_SHOWN) {
            out.printf("  … and %d more kinds%n", conversions.size() - CONVERSIONS_SHOWN);
        }
    }

    private void printFailures(PrintWriter out, Path errors) {
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()))) {
            DeadLetterTable letters = new DeadLetterTable(connection);
            if (letters.counts(DeadLetterFilter.ALL).isEmpty()) {
                return;
            }
            out.println("documents that could not be carried:");
            new ErrorReport(migration, letters, out).summary();
            if (wiring.sink().isPresent()) {
                new ErrorLog(migration, letters, LoggedDocuments.LEFT_OUT).write(errors, DeadLetterFilter.ALL);
                out.println("all of them, with what to do: " + errors);
            }
        } catch (SQLException e) {
            out.println("the list of failed documents cannot be read now: " + e.getMessage());
        } catch (UncheckedIOException e) {
            out.println(e.getMessage() + " (" + e.getCause().getMessage() + "); --errors names another place");
        }
    }
}
