package dev.tidegate.preflight.query;

import dev.tidegate.preflight.finding.Finding;
import java.util.List;
import java.util.Optional;

/**
 * How one query did.
 *
 * @param firstMillis of the first run, which may have read from disk; empty when the query was not run
 * @param millis of the second run, which counts
 * @param indexes in the plan
 * @param sequentialScans tables that the plan reads as a whole
 * @param findings nothing when it is as the file wants it
 */
public record QueryResult(
        String name,
        Optional<Double> firstMillis,
        Optional<Double> millis,
        long rows,
        List<String> indexes,
        List<String> sequentialScans,
        List<Finding> findings) {
    public QueryResult {
        indexes = List.copyOf(indexes);
        sequentialScans = List.copyOf(sequentialScans);
        findings = List.copyOf(findings);
    }

    static QueryResult notRun(String name, Finding finding) {
        return new QueryResult(name, Optional.empty(), Optional.empty(), 0, List.of(), List.of(), List.of(finding));
    }
}
