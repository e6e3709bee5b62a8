package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fail points {@code failCommand} and {@code failGetMoreAfterCursorCheckout} of MongoDB's test commands: the next commands of some names fail with an error,
 * lose their connection, or wait. Safe for several threads.
 */
final class FailPoints {
    private static final String FAIL_COMMAND = "failCommand";
    private static final String FAIL_GET_MORE = "failGetMoreAfterCursorCheckout";
    private static final Set<String> KNOWN = Set.of(FAIL_COMMAND, FAIL_GET_MORE);
    private static final Armed OFF = new Armed(0, new Document());

    /** What is to happen to a command. */
    record Fault(Document data, boolean beforeCommand) {
        boolean closesConnection() {
            return Boolean.TRUE.equals(data.get("closeConnection"));
        }

        /** The command fails with this before it has done anything. */
        Optional<Refusal> error() {
            return data.get("errorCode") instanceof Number code
                    ? Optional.of(new Refusal(
                            code.intValue(),
                            "FailPoint",
                            "Failing command via 'failCommand' failpoint",
                            labels().toArray(String[]::new)))
                    : Optional.empty();
        }

        /** The command is done, and its answer says that the write concern was not met. */
        Optional<Document> writeConcernError() {
            return data.get("writeConcernError") instanceof Document error ? Optional.of(error) : Optional.empty();
        }

        boolean hasLabels() {
            return data.get("errorLabels") instanceof List<?>;
        }

        List<String> labels() {
            return data.get("errorLabels") instanceof List<?> given
                    ? given.stream().map(String::valueOf).toList()
                    : List.of();
        }

        long blockMillis() {
            return Boolean.TRUE.equals(data.get("blockConnection"))
                    ? ((Number) data.getOrDefault("blockTimeMS", 0)).longValue()
                    : 0;
        }
    }

    private record Armed(long left, Document data) {}

    private final Map<String, Armed> armed = new HashMap<>();

    void addTo(Map<String, CommandHandler> commands) {
        commands.put("configureFailPoint", this::configure);
    }

    private synchronized Document configure(Request request) {
        request.allow("mode", "data");
        String name = request.string("configureFailPoint");
        if (!KNOWN.contains(name)) {
            throw new Refusal(38, "FailPointSetFailed", name + " not found");
        }
        armed.put(name, new Armed(times(request.body().get("mode")), request.document("data")));
        return new Document("count", 0);
    }

    private static long times(Object mode) {
        if ("off".equals(mode)) {
            return 0;
        } else if ("alwaysOn".equals(mode)) {
            return Long.MAX_VALUE;
        } else if (mode instanceof Document times && times.get("times") instanceof Number number) {
            return number.longValue();
        }
        throw Refusal.notSupported("This mode of a fail point");
    }

    /** What is to happen to a command of a client that calls itself so, or by no name (empty). */
    synchronized Optional<Fault> faultFor(String command, String appName) {
        Armed any = armed.getOrDefault(FAIL_COMMAND, OFF);
        boolean meant = any.data().get("failCommands") instanceof List<?> names
                && names.contains(command)
                && appName.equals(any.data().getOrDefault("appName", appName));
        if (meant && use(FAIL_COMMAND)) {
            return Optional.of(new Fault(any.data(), true));
        }
        Armed onGetMore = armed.getOrDefault(FAIL_GET_MORE, OFF);
        return command.equals("getMore") && use(FAIL_GET_MORE)
                ? Optional.of(new Fault(onGetMore.data(), false))
                : Optional.empty();
    }

    private boolean use(String name) {
        Armed one = armed.getOrDefault(name, OFF);
        if (one.left() <= 0) {
            return false;
        }
        armed.put(name, new Armed(one.left() - 1, one.data()));
        return true;
    }
}
