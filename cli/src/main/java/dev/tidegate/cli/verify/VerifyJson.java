package dev.tidegate.cli.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.operate.report.DifferenceJson;
import dev.tidegate.operate.report.SourceConditionJson;
import dev.tidegate.operate.verify.FollowStatus;
import dev.tidegate.operate.verify.OpenMismatch;
import dev.tidegate.validator.difference.Difference;
import java.io.PrintWriter;

/** One JSON object a line; {@code event} says what it is. */
public final class VerifyJson implements VerifyOutput {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final PrintWriter out;

    public VerifyJson(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void status(FollowStatus status) {
        ObjectNode line = event("status");
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
        line.set("source", SourceConditionJson.of(status.source()));
        status.pass().ifPresent(pass -> {
            line.putObject("pass")
                    .put("collection", pass.collection())
                    .put("documents", pass.documents())
                    .put("estimated", pass.estimated());
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

    private static ObjectNode difference(String event, OpenMismatch mismatch, Difference difference) {
        ObjectNode line = event(event);
        line.setAll(DifferenceJson.of(difference));
        return line.put("firstSeen", mismatch.firstSeen().toString())
                .put("closedAt", mismatch.closedAt().map(Object::toString).orElse(null));
    }

    @Override
    public void notice(String message) {
        ObjectNode line = event("notice");
        line.put("message", message);
        print(line);
    }

    @Override
    public void end() {
        out.flush();
    }

    private static ObjectNode event(String name) {
        return JSON.createObjectNode().put("event", name);
    }

    private void print(ObjectNode line) {
        try {
            out.println(JSON.writeValueAsString(line));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line cannot be written as JSON", e);
        }
    }
}
