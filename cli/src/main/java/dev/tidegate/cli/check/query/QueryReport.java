package dev.tidegate.cli.check.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.query.QueryResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The queries' times and plans, for people and for scripts. */
public record QueryReport(List<QueryResult> results) {
    public QueryReport {
        results = List.copyOf(results);
    }

    /** True when every query that could be run is as the file wants it. */
    public boolean isGood() {
        return misses() == 0;
    }

    private long misses() {
        return results.stream()
                .filter(result ->
                        result.findings().stream().anyMatch(finding -> finding.severity() == Severity.BLOCKING))
                .count();
    }

    public void print(PrintWriter out) {
        int width = results.stream()
                .mapToInt(result -> result.name().length())
                .max()
                .orElse(0);
        for (QueryResult result : results) {
            out.println(line(result, width).stripTrailing());
            for (Finding finding : result.findings()) {
                out.printf("    %s %s: %s%n", finding.severity(), finding.code(), finding.message());
                if (!finding.remedy().isEmpty()) {
                    out.println("    → " + finding.remedy());
                }
            }
        }
        out.printf(
                Locale.ROOT,
                "%n%d queries, %d miss; slowest %.1f ms; nothing was changed.%n",
                results.size(),
                misses(),
                results.stream()
                        .flatMap(result -> result.millis().stream())
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(0));
    }

    private static String line(QueryResult result, int width) {
        String scans = result.sequentialScans().isEmpty()
                ? ""
                : "  reads whole: " + String.join(", ", result.sequentialScans());
        return String.format(
                Locale.ROOT,
                "%-" + Math.max(1, width) + "s  %9s  %s%s",
                result.name(),
                time(result.millis()),
                String.join(", ", result.indexes()),
                scans);
    }

    private static String time(Optional<Double> millis) {
        return millis.map(value -> String.format(Locale.ROOT, "%.1f ms", value)).orElse("not run");
    }

    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("good", isGood());
        json.put("misses", misses());
        json.put("queries", results);
        try {
            return JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }
}
