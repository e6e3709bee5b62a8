package dev.tidegate.cli.demo;

import dev.tidegate.cli.run.StageWiring;
import dev.tidegate.operate.errors.DeadLetter;
import dev.tidegate.sink.progress.SinkProgress.Latency;
import dev.tidegate.validator.result.RowCount.Account;
import dev.tidegate.validator.result.ValidationResult;
import dev.tidegate.workload.ExpectedDeadLetter;
import dev.tidegate.workload.LiveWorkload;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the demo says at its end. */
final class DemoReport {
    private static final int SHOWN = 20;

    private final PrintWriter out;
    private final DemoTimes times;

    DemoReport(PrintWriter out, DemoTimes times) {
        this.out = out;
        this.times = times;
    }

    void print(long loaded, LiveWorkload writers, StageWiring wiring, DemoFindings findings) {
        ValidationResult validation = findings.validation();
        line("");
        move(loaded, writers.counts(), wiring.sink().orElseThrow().progress().latency());
        line(
                "validated     every document with its rows in %s (%,d documents/s)",
                seconds(validation.took()), validation.documentsPerSecond());
        line("");
        line("documents     %,d", validation.documents());
        line(
                "rows          %,d in all tables, %,d of them one for each document",
                validation.rows(), validation.entityRows());
        line("dead letters  %,d  %s", validation.accounted(Account.DEAD_LETTER), byReason(findings.deadLetters()));
        if (validation.accounted(Account.STALE_ROW) > 0) {
            line(
                    "              %,d of them with an older good version still in the tables",
                    validation.accounted(Account.STALE_ROW));
        }
        line(
                "differences   %,d%s",
                validation.totalDifferences(),
                validation.totalDifferences() == 0 ? "" : "  " + validation.differencesByKind());
        validation.differences().stream().limit(SHOWN).forEach(difference -> line("              %s", difference));
        unlike("expected and missing", findings.missing());
        unlike("not expected", findings.unexpected());
        line("");
        line(
                findings.isAsExpected()
                        ? "PASS: documents = rows + dead letters, and the dead letters are those that were made on purpose"
                        : "FAIL: see above");
        out.flush();
    }

    /** @param writes of the writers by kind; none when there were no writers */
    void move(long loaded, Map<?, Long> writes, Latency latency) {
        long total = writes.values().stream().mapToLong(Long::longValue).sum();
        line(
                "loaded        %,d documents in %s (%,d/s)",
                loaded, seconds(times.loading()), rate(loaded, times.loading()));
        line(
                "snapshot      %s until it was in PostgreSQL%s (%,d documents/s end to end, start included)",
                seconds(times.snapshot()), total == 0 ? "" : ", writers at work", rate(loaded, times.snapshot()));
        if (total > 0) {
            line("writes        %,d  %s", total, nonZero(writes));
        }
        if (latency.count() > 0) {
            line(
                    "live latency  p50 %d ms, p99 %d ms from the commit in MongoDB to the commit in PostgreSQL"
                            + " (%,d rows)",
                    latency.p50(), latency.p99(), latency.count());
        }
        line("drained       %s after the %s", seconds(times.drain()), total == 0 ? "snapshot" : "last write");
    }

    private void unlike(String what, Set<ExpectedDeadLetter> letters) {
        if (!letters.isEmpty()) {
            line("dead letters %s: %,d", what, letters.size());
            letters.stream().limit(SHOWN).forEach(letter -> line("              %s", letter));
        }
    }

    private void line(String format, Object... arguments) {
        out.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    }

    private static Map<String, Long> byReason(List<DeadLetter> letters) {
        return letters.stream().collect(Collectors.groupingBy(DeadLetter::reason, TreeMap::new, Collectors.counting()));
    }

    private static Map<?, Long> nonZero(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static long rate(long count, Duration duration) {
        return count * 1000 / Math.max(1, duration.toMillis());
    }
}
