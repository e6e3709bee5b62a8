package dev.tidegate.preflight.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code EXPLAIN (FORMAT JSON)} says.
 *
 * @param millis planning and execution; 0 without ANALYZE
 * @param cost the planner's estimate of the whole
 */
record Plan(double millis, double cost, long rows, List<String> indexes, List<String> sequentialScans) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Plan parse(String json) {
        try {
            JsonNode root = MAPPER.readTree(json).get(0);
            JsonNode top = root.get("Plan");
            List<String> indexes = new ArrayList<>();
            List<String> scans = new ArrayList<>();
            collect(top, indexes, scans);
            double millis = root.path("Planning Time").asDouble(0)
                    + root.path("Execution Time").asDouble(0);
            return new Plan(
                    millis,
                    top.path("Total Cost").asDouble(),
                    top.path("Actual Rows").asLong(0),
                    indexes.stream().distinct().toList(),
                    scans.stream().distinct().toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("EXPLAIN (FORMAT JSON) gave no JSON", e);
        }
    }

    private static void collect(JsonNode node, List<String> indexes, List<String> scans) {
        if (node.has("Index Name")) {
            indexes.add(node.get("Index Name").asText());
        }
        if (node.path("Node Type").asText().equals("Seq Scan")) {
            scans.add(node.path("Relation Name").asText());
        }
        node.path("Plans").forEach(child -> collect(child, indexes, scans));
    }

    boolean usesOneOf(List<String> wanted) {
        return wanted.isEmpty() || indexes.stream().anyMatch(wanted::contains);
    }
}
