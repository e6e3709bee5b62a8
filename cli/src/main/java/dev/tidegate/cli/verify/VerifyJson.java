package dev.tidegate.cli.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.operate.pipeline.SourceConditionJson;
import dev.tidegate.operate.verify.FollowStatus;
import dev.tidegate.operate.verify.OpenMismatch;
import dev.tidegate.validator.difference.Difference;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object a line; {@code event} says what it is. */
public final class VerifyJson implements VerifyOutput {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final PrintWriter out;

    public VerifyJson(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void status(FollowStatus status) {
        Map<String, Object> line = event("status");
        line.put("at", status.at().toString());
        line.put(
                "verifiedThrough",
                status.verifiedThrough().map(Object::toString).orElse(null));
        line.put("lagSeconds", status.lag().map(lag -> lag.toMillis() / 1000.0).orElse(null));
        line.put("openMismatches", status.openMismatches());
        line.put("rechecksPending", status.rechecksPending());
        line.put("changes", status.changes());
        line.put("targetChanges", status.targetChanges());
        line.put("firstPassDone", status.isFirstPassDone());
        line.put("source", SourceConditionJson.of(status.source()));
        status.pass().ifPresent(pass -> {
            Map<String, Object> under = new LinkedHashMap<>();
            under.put("collection", pass.collection());
            under.put("documents", pass.documents());
            under.put("estimated", pass.estimated());
            line.put("pass", under);
        });
        print(line);
    }

    @Override
    public void opened(OpenMismatch mismatch) {
        mismatch.differences().forEach(difference -> print(difference("mismatch", mismatch, difference)));
    }

    @Override
    public void closed(OpenMismatch mismatch) {
        mismatch.differences().forEach(difference -> print(difference("closed", mismatch, difference)));
    }

    private static Map<String, Object> difference(String event, OpenMismatch mismatch, Difference difference) {
        Map<String, Object> line = event(event);
        line.put("table", difference.table());
        line.put("id", difference.id());
        line.put("column", difference.column().orElse(null));
        line.put("field", difference.field().orElse(null));
        line.put("kind", difference.kind().name());
        line.put("document", difference.document());
        line.put("row", difference.row());
        line.put("detail", difference.detail());
        line.put("firstSeen", mismatch.firstSeen().toString());
        line.put("closedAt", mismatch.closedAt().map(Object::toString).orElse(null));
        return line;
    }

    @Override
    public void told(String message) {
        Map<String, Object> line = event("told");
        line.put("message", message);
        print(line);
    }

    @Override
    public void end() {
        out.flush();
    }

    private static Map<String, Object> event(String name) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", name);
        return line;
    }

    private void print(Map<String, Object> line) {
        try {
            out.println(JSON.writeValueAsString(line));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line cannot be written as JSON", e);
        }
    }
}
