package dev.tidegate.bench.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.embedded.process.ChildJvm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code verify --follow --json} has said, read again and again. For one thread. */
final class VerifyLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChildJvm verify;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private int read;
    private Optional<JsonNode> status = Optional.empty();
    private double largestLag;

    /** @param seenAt when the line was read */
    record Mismatch(String table, String id, String kind, Instant seenAt) {}

    VerifyLines(ChildJvm verify) {
        this.verify = verify;
    }

    /** Returns the mismatches that are new. */
    List<Mismatch> read() {
        if (!verify.isAlive()) {
            throw new IllegalStateException("verify ended:\n" + String.join("\n", verify.output()));
        }
        List<String> lines = verify.output();
        int before = mismatches.size();
        for (String line : lines.subList(read, lines.size())) {
            if (line.startsWith("{")) {
                take(parse(line));
            }
        }
        read = lines.size();
        return List.copyOf(mismatches.subList(before, mismatches.size()));
    }

    private void take(JsonNode line) {
        switch (line.path("event").asText()) {
            case "status" -> {
                status = Optional.of(line);
                largestLag = Math.max(largestLag, line.path("lagSeconds").asDouble(0));
            }
            case "mismatch" ->
                mismatches.add(new Mismatch(
                        line.path("table").asText(),
                        line.path("id").asText(),
                        line.path("kind").asText(),
                        Instant.now()));
            default -> {
                // what is closed or noticed is no figure
            }
        }
    }

    List<Mismatch> mismatches() {
        return List.copyOf(mismatches);
    }

    boolean isFirstPassDone() {
        return status.map(line -> line.path("firstPassDone").asBoolean()).orElse(false);
    }

    boolean isVerifiedThrough(Instant time) {
        return status.map(line -> line.path("verifiedThrough").asText(""))
                .filter(text -> text.contains("T") && !Instant.parse(text).isBefore(time))
                .isPresent();
    }

    /** Of verified-through behind the source's clock since {@link #forgetLag}, in seconds. */
    double largestLag() {
        return largestLag;
    }

    void forgetLag() {
        largestLag = 0;
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + line, e);
        }
    }
}
