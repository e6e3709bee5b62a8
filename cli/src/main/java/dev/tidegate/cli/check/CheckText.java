package dev.tidegate.cli.check;

import dev.tidegate.cli.progress.Format;
import dev.tidegate.preflight.CheckReport;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A check's report for people: the gravest first, findings of one kind together, what to do said once for them. */
public final class CheckText {
    private static final int WIDEST_PLACE = 46;

    /** Of one kind of finding, where not all are asked for: those with the most documents. */
    private static final int PLACES = 15;

    private static final int REMEDIES = 3;

    private final PrintWriter out;
    private final boolean isVerbose;

    /** @param isVerbose every finding, in place of the most frequent, and of their number by kind where they are worth knowing only */
    public CheckText(PrintWriter out, boolean isVerbose) {
        this.out = out;
        this.isVerbose = isVerbose;
    }

    public void print(CheckReport report) {
        for (Severity severity : Severity.values()) {
            List<Finding> found = report.findings().stream()
                    .filter(finding -> finding.severity() == severity)
                    .toList();
            if (severity == Severity.INFO && !isVerbose) {
                summary(found);
            } else {
                all(severity, found);
            }
        }
        verdict(report);
    }

    private void all(Severity severity, List<Finding> found) {
        Map<String, List<Finding>> byCode = new LinkedHashMap<>();
        found.forEach(finding -> byCode.computeIfAbsent(finding.code(), code -> new ArrayList<>())
                .add(finding));
        byCode.forEach((code, findings) -> kind(severity, code, findings));
    }

    private void kind(Severity severity, String code, List<Finding> findings) {
        List<String> messages =
                findings.stream().map(Finding::message).distinct().toList();
        boolean isOneMessage = messages.size() == 1;
        out.printf("%s %s%s%n", severity.name(), code, isOneMessage ? ": " + messages.get(0) : "");
        int width = findings.stream()
                .mapToInt(finding -> finding.where().length())
                .max()
                .orElse(0);
        boolean isWhole = isVerbose || severity == Severity.BLOCKING;
        List<Finding> shown = isWhole ? findings : mostFrequent(findings);
        shown.forEach(finding -> finding(finding, Math.min(width, WIDEST_PLACE), !isOneMessage));
        more(findings.size() - shown.size(), "places");
        List<String> remedies = shown.stream()
                .map(Finding::remedy)
                .filter(remedy -> !remedy.isEmpty())
                .distinct()
                .toList();
        int limit = isWhole ? remedies.size() : REMEDIES;
        remedies.stream().limit(limit).forEach(remedy -> out.println("  → " + remedy));
        more(remedies.size() - limit, "such remedies");
        out.println();
    }

    private static List<Finding> mostFrequent(List<Finding> findings) {
        List<Finding> shown = new ArrayList<>(findings);
        shown.sort(Comparator.comparingLong(Finding::count).reversed());
        shown = new ArrayList<>(shown.subList(0, Math.min(PLACES, shown.size())));
        shown.sort(Comparator.comparingInt(findings::indexOf));
        return shown;
    }

    private void more(int left, String what) {
        if (left > 0) {
            out.printf(Locale.ROOT, "  … and %,d more %s, with --verbose or --json%n", left, what);
        }
    }

    private void finding(Finding finding, int width, boolean withMessage) {
        String count = finding.count() == 0 ? "" : String.format(Locale.ROOT, "%,d", finding.count());
        String message = withMessage ? "  " + finding.message() : "";
        String example = finding.examples().isEmpty()
                ? ""
                : "  e.g. " + finding.examples().get(0);
        out.println(String.format(Locale.ROOT, "%9s  %-" + width + "s%s%s", count, finding.where(), message, example)
                .stripTrailing());
    }

    private void summary(List<Finding> found) {
        if (found.isEmpty()) {
            return;
        }
        Map<String, long[]> byCode = new LinkedHashMap<>();
        found.forEach(finding -> {
            long[] counts = byCode.computeIfAbsent(finding.code(), code -> new long[2]);
            counts[0]++;
            counts[1] += finding.count();
        });
        out.println("INFO, all of them with --verbose or --json");
        found.stream()
                .filter(finding -> finding.count() == 0)
                .forEach(finding -> out.printf("  %s: %s%n", finding.code(), finding.message()));
        byCode.forEach((code, counts) -> {
            if (counts[1] > 0) {
                out.printf(Locale.ROOT, "  %-24s %,d × in %d place(s)%n", code, counts[1], counts[0]);
            }
        });
        out.println();
    }

    /** What a start would not carry comes before whether it can be made. */
    private static String lost(CheckReport report) {
        return report.deadLetters() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%,d of %,d documents WOULD BE DEAD LETTERS; but for them ",
                        report.deadLetters(),
                        report.documents());
    }

    private void verdict(CheckReport report) {
        String sample = report.sample().isPresent()
                ? String.format(
                        Locale.ROOT,
                        " (a sample of %d of each collection, seed %d)",
                        report.sample().getAsInt(),
                        report.seed())
                : "";
        out.printf(
                Locale.ROOT,
                "%s: %s%s. %d blocking, %d warnings, %d to know; %,d documents%s read in %s; nothing was changed.%n",
                report.migration(),
                lost(report),
                report.isReady() ? "READY" : "NOT READY",
                report.count(Severity.BLOCKING),
                report.count(Severity.WARNING),
                report.count(Severity.INFO),
                report.documents(),
                sample,
                Format.duration(report.took()));
    }
}
