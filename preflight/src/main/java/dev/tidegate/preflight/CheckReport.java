package dev.tidegate.preflight;

import dev.tidegate.preflight.data.DataReport.CollectionProfile;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a check found.
 *
 * @param sample documents of each collection that were read; empty: all
 * @param seed of the sample
 * @param documents how many were read
 * @param deadLetters how many of them would be dead letters
 * @param findings the gravest first
 */
public record CheckReport(
        String migration,
        Instant at,
        Duration took,
        OptionalInt sample,
        long seed,
        long documents,
        long deadLetters,
        List<Finding> findings,
        List<CollectionProfile> collections) {
    public CheckReport {
        findings = findings.stream().sorted(Finding.ORDER).toList();
        collections = List.copyOf(collections);
    }

    /** True when nothing stands against a start. */
    public boolean isReady() {
        return count(Severity.BLOCKING) == 0;
    }

    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
