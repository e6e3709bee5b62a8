package dev.tidegate.cli.run;

import dev.tidegate.cli.address.Addresses;
import dev.tidegate.cli.address.TargetConnection;
import dev.tidegate.cli.progress.Format;
import dev.tidegate.cli.status.MigrationStatus;
import dev.tidegate.cli.status.MigrationStatus.CollectionStatus;
import dev.tidegate.cli.status.MigrationStatus.TableStatus;
import dev.tidegate.sink.connect.PostgresAddress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a run says when it ends: how much, how fast, and which documents failed. */
public record RunSummary(Instant start, Optional<MigrationStatus> last, StageWiring wiring, Addresses addresses) {

    /** @param errors written only when documents failed and this process wrote to the target */
    public void print(PrintWriter out, Path errors) {
        Duration duration = Duration.between(start, Instant.now());
        out.println();
        out.println("paused after " + Format.duration(duration) + "; starting again goes on");
        last.ifPresent(status -> print(out, status, duration));
        wiring.sink().ifPresent(sink -> printFailures(out, errors));
        out.flush();
    }

    private void print(PrintWriter out, MigrationStatus status, Duration duration) {
        long documents =
                status.collections().stream().mapToLong(CollectionStatus::read).sum();
        long rows = status.tables().stream().mapToLong(TableStatus::rows).sum();
        long failed = status.deadLetters().total();
        double percent = documents == 0 ? 0 : 100.0 * failed / documents;
        out.printf(
                Locale.ROOT,
                "phase %s, %s; %d documents of the snapshot, %d rows; %d errors (%.2f %%)%n",
                status.phase().name().toLowerCase(Locale.ROOT),
                status.drained() ? "drained" : "not drained",
                documents,
                rows,
                failed,
                percent);
        wiring.sink().ifPresent(sink -> {
            long written = sink.progress().tables().values().stream()
                    .mapToLong(table -> table.upserted() + table.deleted())
                    .sum();
            out.printf(
                    Locale.ROOT,
                    "this run wrote %d rows, %.0f rows/s%n",
                    written,
                    written * 1000.0 / Math.max(1, duration.toMillis()));
        });
    }

    private void printFailures(PrintWriter out, Path errors) {
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()))) {
            DeadLetterList list = DeadLetterList.read(connection);
            if (!list.entries().isEmpty()) {
                out.println("documents that could not be carried, by collection (all in " + errors + "):");
                list.printSummary(out);
                list.write(errors);
            }
        } catch (SQLException e) {
            out.println("the list of failed documents cannot be read now: " + e.getMessage());
        }
    }
}
