package dev.tidegate.cli.check;

import dev.tidegate.cli.progress.Format;
import dev.tidegate.validator.preflight.Finding;
import dev.tidegate.validator.preflight.Severity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A check's report for people: the gravest first, findings of one kind together, what to do said once for them. */
public final class CheckText {
    private static final int EXAMPLES = 2;

    private final PrintWriter out;
    private final boolean isVerbose;

    /** @param isVerbose every finding that is worth knowing only, in place of their number by kind */
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
        byCode.forEach((code, findings) -> {
            out.printf("%s %s%n", severity.name(), code);
            findings.forEach(this::finding);
            findings.stream()
                    .map(Finding::remedy)
                    .filter(remedy -> !remedy.isEmpty())
                    .distinct()
                    .forEach(remedy -> out.println("  → " + remedy));
            out.println();
        });
    }

    private void finding(Finding finding) {
        String count = finding.count() == 0 ? "" : String.format(Locale.ROOT, "%,d × ", finding.count());
        out.printf("  %s%s%n      %s%s%n", count, finding.where(), finding.message(), examples(finding));
    }

    private static String examples(Finding finding) {
        if (finding.examples().isEmpty()) {
            return "";
        }
        List<String> some = finding.examples().stream().limit(EXAMPLES).toList();
        return ", such as " + String.join(", ", some);
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
                "%s: %s. %d blocking, %d warnings, %d to know; %,d documents%s read in %s; nothing was changed.%n",
                report.migration(),
                report.isReady() ? "READY" : "NOT READY",
                report.count(Severity.BLOCKING),
                report.count(Severity.WARNING),
                report.count(Severity.INFO),
                report.documents(),
                sample,
                Format.duration(report.took()));
    }
}
