package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Transactions with snapshot isolation. Around each command of a transaction the collections are put into the state
 * that it sees: what others committed since its start is undone, its own changes are done; afterwards the reverse.
 * Nobody else sees either, because all of it happens while the store's lock is held. A document that was also changed
 * by another since the start is a write conflict, as in MongoDB.
 */
final class Transactions {
    static final long LIFETIME_MILLIS = 60_000;
    private static final String TRANSIENT = "TransientTransactionError";
    private static final Set<String> ALLOWED = Set.of(
            "find",
            "aggregate",
            "distinct",
            "insert",
            "update",
            "delete",
            "findAndModify",
            "findandmodify",
            "getMore",
            "killCursors");
    private static final int REMEMBERED = 10_000;

    private final Store store;
    private final Clock clock;
    private final ChangeApplier applier;
    private final Map<UUID, Transaction> last = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Transaction> eldest) {
            return size() > REMEMBERED;
        }
    };

    Transactions(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.applier = new ChangeApplier(store);
    }

    void addTo(Map<String, CommandHandler> commands) {
        commands.put("commitTransaction", this::commit);
        commands.put("abortTransaction", this::abort);
    }

    /** A commit that the journal tells of: a driver may still ask again whether it happened. */
    void rememberCommitted(UUID session, long number) {
        Transaction transaction = new Transaction(number, 0, 0);
        transaction.end(Transaction.State.COMMITTED);
        last.put(session, transaction);
    }

    Document run(Request request, CommandHandler handler) {
        Transaction transaction = find(request);
        try {
            checkCommand(request);
            List<Change> others = committedSince(transaction);
            Document reply = within(transaction, others, () -> handler.answer(request));
            if (reply.containsKey("writeErrors")) {
                transaction.end(Transaction.State.ABORTED);
            }
            return reply;
        } catch (RuntimeException e) {
            transaction.end(Transaction.State.ABORTED);
            throw e;
        }
    }

    private static void checkCommand(Request request) {
        boolean writesByAggregate = request.command().equals("aggregate")
                && request.body().get("pipeline") instanceof List<?> pipeline
                && pipeline.stream()
                        .anyMatch(stage -> stage instanceof Document named
                                && (named.containsKey("$out")
                                        || named.containsKey("$merge")
                                        || named.containsKey("$changeStream")));
        if (!ALLOWED.contains(request.command()) || writesByAggregate) {
            throw new Refusal(
                    263,
                    "OperationNotSupportedInTransaction",
                    "Cannot run '" + request.command() + "' in a multi-document transaction.");
        }
    }

    private Transaction find(Request request) {
        UUID session = Sessions.id(request.document("lsid"));
        long number = ((Number) request.body().get("txnNumber")).longValue();
        Transaction known = last.get(session);
        if (Boolean.TRUE.equals(request.body().get("startTransaction"))) {
            if (known != null && number <= known.number()) {
                throw new Refusal(
                        225,
                        "TransactionTooOld",
                        "Cannot start transaction " + number + " on session because a newer transaction "
                                + known.number() + " has already started.");
            }
            Transaction started = new Transaction(number, store.oplog().endNumber(), clock.millis());
            last.put(session, started);
            return started;
        }
        return running(known, number);
    }

    private Transaction running(Transaction known, long number) {
        if (known == null || known.number() != number || known.state() == Transaction.State.ABORTED) {
            throw noSuchTransaction(number);
        }
        if (known.state() == Transaction.State.COMMITTED) {
            throw new Refusal(
                    256, "TransactionCommitted", "Transaction with txnNumber " + number + " has been committed.");
        }
        if (clock.millis() - known.startedAt() > LIFETIME_MILLIS) {
            known.end(Transaction.State.ABORTED);
            throw noSuchTransaction(number);
        }
        return known;
    }

    private static Refusal noSuchTransaction(long number) {
        return new Refusal(
                251,
                "NoSuchTransaction",
                "Given transaction number " + number + " does not match any in-progress transactions.",
                TRANSIENT);
    }

    private List<Change> committedSince(Transaction transaction) {
        Oplog oplog = store.oplog();
        List<Change> changes = new ArrayList<>();
        for (long number = transaction.snapshot(); number < oplog.endNumber(); number++) {
            if (number < oplog.firstNumber() || !isUndoable(oplog.get(number).change())) {
                throw new Refusal(
                        246,
                        "SnapshotUnavailable",
                        "Unable to read from a snapshot due to pending collection catalog changes; please retry the operation.",
                        TRANSIENT);
            }
            changes.add(oplog.get(number).change());
        }
        return changes;
    }

    private static boolean isUndoable(Change change) {
        return change.isOfDocument() || change.kind() == Change.Kind.NOOP;
    }

    private Document within(Transaction transaction, List<Change> others, java.util.function.Supplier<Document> work) {
        applier.undo(others);
        applier.redo(transaction.changes());
        List<Change> made = List.of();
        try {
            return work.get();
        } finally {
            made = store.takePending();
            applier.undo(made);
            applier.undo(transaction.changes());
            applier.redo(others);
            accept(transaction, made, others);
        }
    }

    private static void accept(Transaction transaction, List<Change> made, List<Change> others) {
        if (made.stream().anyMatch(change -> !change.isOfDocument())) {
            throw new Refusal(
                    263,
                    "OperationNotSupportedInTransaction",
                    "Cannot create a collection in a multi-document transaction: create it before.");
        }
        checkConflicts(made, others);
        transaction.changes().addAll(made);
    }

    private static void checkConflicts(List<Change> made, List<Change> others) {
        Set<List<Object>> touched = new HashSet<>();
        others.forEach(change -> change.documentId().ifPresent(id -> touched.add(List.of(change.uuid(), id))));
        for (Change change : made) {
            if (change.documentId()
                    .filter(id -> touched.contains(List.of(change.uuid(), id)))
                    .isPresent()) {
                throw writeConflict();
            }
        }
    }

    private static Refusal writeConflict() {
        return new Refusal(
                112,
                "WriteConflict",
                "Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.",
                TRANSIENT);
    }

    private Document commit(Request request) {
        request.allow("recoveryToken");
        UUID session = Sessions.id(request.document("lsid"));
        long number = ((Number) request.body().get("txnNumber")).longValue();
        Transaction known = last.get(session);
        if (known != null && known.number() == number && known.state() == Transaction.State.COMMITTED) {
            return new Document();
        }
        Transaction transaction = running(known, number);
        try {
            checkConflicts(transaction.changes(), committedSince(transaction));
            apply(transaction.changes());
        } catch (RuntimeException e) {
            transaction.end(Transaction.State.ABORTED);
            throw e;
        }
        transaction.changes().forEach(store::record);
        transaction.end(Transaction.State.COMMITTED);
        return new Document();
    }

    /** A unique index may refuse what another has inserted meanwhile: then nothing of the transaction stays. */
    private void apply(List<Change> changes) {
        int done = 0;
        try {
            for (Change change : changes) {
                applier.redo(List.of(change));
                done++;
            }
        } catch (RuntimeException e) {
            applier.undo(changes.subList(0, done));
            Refusal conflict = writeConflict();
            conflict.addSuppressed(e);
            throw conflict;
        }
    }

    private Document abort(Request request) {
        request.allow("recoveryToken");
        UUID session = Sessions.id(request.document("lsid"));
        long number = ((Number) request.body().get("txnNumber")).longValue();
        running(last.get(session), number).end(Transaction.State.ABORTED);
        return new Document();
    }

    /** How the changes of a commit are published. */
    Optional<Origin> originOf(Request request) {
        return request.command().equals("commitTransaction")
                ? Optional.of(Origin.transaction(
                        request.document("lsid"), ((Number) request.body().get("txnNumber")).longValue()))
                : Optional.empty();
    }
}
