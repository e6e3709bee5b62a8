package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a command's handler, runs it, publishes what it changed, and makes the reply. Called by many threads. */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final Set<String> ALSO_WITHOUT_PRIMARY = Set.of(
            "hello",
            "isMaster",
            "ismaster",
            "ping",
            "buildInfo",
            "buildinfo",
            "replSetGetStatus",
            "replSetGetConfig",
            "configureFailPoint",
            "serverStatus",
            "endSessions",
            "killCursors",
            "replSetStepDown");
    /** MongoDB has them, the stand-in does not. */
    private static final Set<String> OF_MONGODB = Set.of(
            "mapReduce",
            "compact",
            "validate",
            "currentOp",
            "killOp",
            "splitVector",
            "dataSize",
            "dbHash",
            "top",
            "setParameter",
            "createUser",
            "dropUser",
            "usersInfo",
            "rolesInfo",
            "createRole",
            "grantRolesToUser",
            "saslStart",
            "saslContinue",
            "authenticate",
            "logout",
            "shutdown",
            "replSetInitiate",
            "replSetReconfig",
            "replSetStepDown",
            "replSetFreeze",
            "cloneCollectionAsCapped",
            "convertToCapped",
            "reIndex",
            "profile",
            "planCacheClear",
            "createSearchIndexes",
            "listSearchIndexes",
            "setFeatureCompatibilityVersion",
            "applyOps",
            "geoSearch",
            "filemd5",
            "moveChunk",
            "shardCollection",
            "enableSharding",
            "listShards",
            "getShardMap",
            "killAllSessionsByPattern",
            "lockInfo");

    private static final Set<Integer> RETRYABLE =
            Set.of(6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436);
    private static final Set<Integer> RESUMABLE =
            Set.of(6, 7, 63, 89, 91, 133, 150, 189, 234, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436);

    private final Store store;
    private final Map<String, CommandHandler> handlers;
    private final Sessions sessions;
    private final Transactions transactions;
    private final BooleanSupplier isPrimary;

    Commands(
            Store store,
            Map<String, CommandHandler> handlers,
            Sessions sessions,
            Transactions transactions,
            BooleanSupplier isPrimary) {
        this.store = store;
        this.handlers = new HashMap<>(handlers);
        this.sessions = sessions;
        this.transactions = transactions;
        this.isPrimary = isPrimary;
    }

    Document answer(Request request, Optional<FailPoints.Fault> fault) {
        try {
            Optional<Refusal> failure = fault.flatMap(FailPoints.Fault::error);
            if (failure.isPresent()) {
                throw failure.get();
            }
            Document reply = store.locked(() -> withTimes(run(request)));
            addWriteConcernError(request, reply, fault);
            return reply.append("ok", 1.0);
        } catch (Refusal e) {
            return error(
                    request,
                    e.getCode(),
                    e.getCodeName(),
                    e.getMessageWithoutErrorCode(),
                    fault.filter(FailPoints.Fault::hasLabels).isPresent() ? e.labels() : labels(request, e, fault));
        } catch (MongoServerError e) {
            return error(request, e.getCode(), e.getCodeName(), e.getMessageWithoutErrorCode(), List.of());
        } catch (RuntimeException e) {
            LOG.warn("Command failed unexpectedly command={} database={}", request.command(), request.database(), e);
            return error(
                    request,
                    8,
                    "UnknownError",
                    e.getClass().getSimpleName() + " in the stand-in: " + request.command()
                            + " is not supported in this form",
                    List.of());
        }
    }

    private Document run(Request request) {
        CommandHandler handler = handlers.get(request.command());
        if (handler == null && OF_MONGODB.contains(request.command())) {
            throw Refusal.notSupported("The command " + request.command());
        }
        if (handler == null) {
            throw Refusal.commandNotFound(request.command());
        }
        if (!isPrimary.getAsBoolean() && !ALSO_WITHOUT_PRIMARY.contains(request.command())) {
            throw new Refusal(10107, "NotWritablePrimary", "not primary");
        }
        ReadConcerns.check(request);
        if (request.inTransaction()
                && !transactions.originOf(request).isPresent()
                && !request.command().equals("abortTransaction")) {
            return transactions.run(request, handler);
        }
        boolean retryable = request.has("txnNumber") && request.has("lsid") && !request.inTransaction();
        return retryable ? once(request, handler) : published(request, handler, null);
    }

    private Document once(Request request, CommandHandler handler) {
        UUID session = Sessions.id(request.document("lsid"));
        long number = ((Number) request.body().get("txnNumber")).longValue();
        Optional<Document> earlier = sessions.earlierAnswer(session, number);
        if (earlier.isPresent()) {
            return earlier.get().clone();
        }
        Document reply = published(request, handler, number);
        sessions.remember(session, number, reply.clone());
        return reply;
    }

    private Document published(Request request, CommandHandler handler, Long retryableNumber) {
        Document reply = new Document();
        try {
            reply = handler.answer(request);
            return reply;
        } finally {
            Origin origin = transactions
                    .originOf(request)
                    .orElse(
                            retryableNumber == null
                                    ? Origin.NONE
                                    : Origin.retryable(request.document("lsid"), retryableNumber, reply));
            store.publish(store.takePending(), origin);
            if (Boolean.TRUE.equals(request.document("writeConcern").get("j"))) {
                store.sync();
            }
        }
    }

    private Document withTimes(Document reply) {
        BsonTimestamp time = store.clock().last();
        Document signature = new Document("hash", new BinData(new byte[20])).append("keyId", 0L);
        return reply.append("$clusterTime", new Document("clusterTime", time).append("signature", signature))
                .append("operationTime", time);
    }

    private static void addWriteConcernError(Request request, Document reply, Optional<FailPoints.Fault> fault) {
        Optional<Document> asked = fault.flatMap(FailPoints.Fault::writeConcernError);
        if (asked.isPresent()) {
            reply.append("writeConcernError", asked.get());
            List<String> labels = fault.get().hasLabels() ? fault.get().labels() : labelsFor(request, asked.get());
            if (!labels.isEmpty()) {
                reply.append("errorLabels", labels);
            }
        } else if (request.document("writeConcern").get("w") instanceof Number members && members.intValue() > 1) {
            reply.append(
                    "writeConcernError",
                    new Document("code", 100)
                            .append("codeName", "UnsatisfiableWriteConcern")
                            .append("errmsg", "Not enough data-bearing nodes"));
        }
    }

    private static List<String> labelsFor(Request request, Document writeConcernError) {
        boolean isRetryable = request.has("txnNumber")
                && writeConcernError.get("code") instanceof Number code
                && RETRYABLE.contains(code.intValue());
        return isRetryable ? List.of("RetryableWriteError") : List.of();
    }

    private static List<String> labels(Request request, Refusal refusal, Optional<FailPoints.Fault> fault) {
        List<String> labels = new ArrayList<>(refusal.labels());
        boolean retryableWrite = request.has("txnNumber") && !request.inTransaction();
        if (retryableWrite && RETRYABLE.contains(refusal.getCode())) {
            labels.add("RetryableWriteError");
        }
        boolean commit = request.command().equals("commitTransaction")
                || request.command().equals("abortTransaction");
        if (commit && RETRYABLE.contains(refusal.getCode())) {
            labels.add("RetryableWriteError");
        }
        boolean atCursor = fault.filter(FailPoints.Fault::beforeCommand).isEmpty();
        if (atCursor && request.command().equals("getMore") && RESUMABLE.contains(refusal.getCode())) {
            labels.add("ResumableChangeStreamError");
        }
        return labels;
    }

    private Document error(Request request, int code, String codeName, String message, List<String> labels) {
        LOG.debug("Command refused command={} database={} code={}", request.command(), request.database(), code);
        Document reply = new Document("ok", 0.0)
                .append("errmsg", message)
                .append("code", code)
                .append("codeName", codeName);
        if (!labels.isEmpty()) {
            reply.append("errorLabels", labels);
        }
        return reply;
    }
}
