package dev.tidegate.cli.progress;

import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.MigrationStatus.TableStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which tables are done, reported once each, and where a run begins or resumes. */
final class TableEnds {
    private final Set<String> reported = new HashSet<>();
    private Instant start;

    /** Lines for a person: at the first status where the run stands, then one for each table that has come to its end. */
    List<String> lines(MigrationStatus status) {
        List<String> lines = new ArrayList<>();
        boolean isFirst = start == null;
        if (isFirst) {
            start = status.at();
        }
        for (TableStatus table : status.tables()) {
            if (table.done() && reported.add(table.table()) && !isFirst) {
                lines.add(line(table, Duration.between(start, status.at())));
            }
        }
        if (isFirst) {
            lines.add(standing(status));
        }
        return lines;
    }

    private String standing(MigrationStatus status) {
        if (status.tables().isEmpty()) {
            return "tables: unknown without PostgreSQL";
        }
        String tables = String.format(
                "%d done, %d to do", reported.size(), status.tables().size() - reported.size());
        return switch (status.phase()) {
            case NOT_STARTED -> "tables: " + tables + "; a new start";
            case SNAPSHOT ->
                String.format(
                        Locale.ROOT,
                        "tables: %s; resumes in the snapshot, %,d of %,d documents are in Kafka",
                        tables,
                        status.collections().stream()
                                .mapToLong(MigrationStatus.CollectionStatus::read)
                                .sum(),
                        status.collections().stream()
                                .mapToLong(MigrationStatus.CollectionStatus::total)
                                .sum());
            case LIVE -> "tables: " + tables + "; resumes with live changes, lag " + Format.lags(status, " ");
            case BLOCKED -> "tables: " + tables + "; the source is blocked, see below";
        };
    }

    private static String line(TableStatus table, Duration sinceStart) {
        return String.format(
                Locale.ROOT,
                "table %s done: %,d rows, %s since the start, %,d errors",
                table.table(),
                table.rows(),
                Format.duration(sinceStart),
                table.deadLetters());
    }
}
