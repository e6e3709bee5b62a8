package dev.tidegate.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.preflight.CheckReport;
import dev.tidegate.preflight.finding.Severity;
import java.util.LinkedHashMap;
import java.util.Map;

/** A check's report for scripts; enums in lower case. */
public final class CheckJson {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE).build();
    private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

    private CheckJson() {}

    public static String of(CheckReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("migration", report.migration());
        json.put("at", report.at().toString());
        json.put("seconds", report.took().toMillis() / 1000.0);
        json.put("ready", report.isReady());
        json.put("blocking", report.count(Severity.BLOCKING));
        json.put("warnings", report.count(Severity.WARNING));
        json.put("documents", report.documents());
        json.put("deadLetters", report.deadLetters());
        json.put("sample", report.sample().isPresent() ? report.sample().getAsInt() : null);
        json.put("seed", report.sample().isPresent() ? report.seed() : null);
        json.put("findings", report.findings());
        json.put("collections", report.collections());
        return write(json);
    }

    static String write(Map<String, Object> json) {
        try {
            return WRITER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }
}
