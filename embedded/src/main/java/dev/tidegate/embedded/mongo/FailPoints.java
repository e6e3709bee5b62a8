package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fail point {@code failCommand} of MongoDB's test commands: the next commands of some names fail with an error,
 * lose their connection, or wait. Safe for several threads.
 */
final class FailPoints {
    /** What is to happen to a command. */
    record Fault(Document data) {
        boolean closesConnection() {
            return Boolean.TRUE.equals(data.get("closeConnection"));
        }

        Optional<Refusal> error() {
            if (!(data.get("errorCode") instanceof Number code)) {
                return Optional.empty();
            }
            List<?> labels = data.get("errorLabels") instanceof List<?> given ? given : List.of();
            return Optional.of(new Refusal(
                    code.intValue(),
                    "FailPoint",
                    "Failing command via 'failCommand' failpoint",
                    labels.stream().map(String::valueOf).toArray(String[]::new)));
        }

        boolean hasLabels() {
            return data.get("errorLabels") instanceof List<?>;
        }

        long blockMillis() {
            return Boolean.TRUE.equals(data.get("blockConnection"))
                    ? ((Number) data.getOrDefault("blockTimeMS", 0)).longValue()
                    : 0;
        }
    }

    private long left;
    private Document data = new Document();

    void addTo(Map<String, CommandHandler> commands) {
        commands.put("configureFailPoint", this::configure);
    }

    private synchronized Document configure(Request request) {
        request.allow("mode", "data");
        if (!request.string("configureFailPoint").equals("failCommand")) {
            throw new Refusal(38, "FailPointSetFailed", request.string("configureFailPoint") + " not found");
        }
        Object mode = request.body().get("mode");
        if ("off".equals(mode)) {
            left = 0;
        } else if ("alwaysOn".equals(mode)) {
            left = Long.MAX_VALUE;
        } else if (mode instanceof Document times && times.get("times") instanceof Number number) {
            left = number.longValue();
        } else {
            throw Refusal.notSupported("This mode of a fail point");
        }
        data = request.document("data");
        return new Document("count", 0);
    }

    synchronized Optional<Fault> faultFor(String command) {
        boolean meant = data.get("failCommands") instanceof List<?> names && names.contains(command);
        if (left <= 0 || !meant) {
            return Optional.empty();
        }
        left--;
        return Optional.of(new Fault(data));
    }
}
