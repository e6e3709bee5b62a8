package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Clock;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Transactions with snapshot isolation. Around each command of a transaction the collections have the states that it
 * sees: those of its start with its own changes. Nobody else sees them, because all of it happens while the store's
 * lock is held, and changing to them costs the same however much the transaction or others have written. A document
 * that was also changed by another since the start is a write conflict, as in MongoDB.
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

    /** A commit that is in the journal: a driver may still ask again whether it happened. */
    void rememberCommitted(UUID session, long number) {
        Transaction transaction = new Transaction(number, 0, Map.of(), 0);
        transaction.end(Transaction.State.COMMITTED);
        last.put(session, transaction);
    }

    Document run(Request request, CommandHandler handler) {
        Transaction transaction = find(request);
        try {
            checkCommand(request);
            checkCatalog(transaction);
            Document reply = within(transaction, () -> handler.answer(request));
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
            Transaction started = new Transaction(number, store.catalogVersion(), store.states(), clock.millis());
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

    private void checkCatalog(Transaction transaction) {
        if (transaction.catalogVersion() != store.catalogVersion()) {
            throw new Refusal(
                    246,
                    "SnapshotUnavailable",
                    "Unable to read from a snapshot due to pending collection catalog changes; please retry the operation.",
                    TRANSIENT);
        }
    }

    private Document within(Transaction transaction, Supplier<Document> work) {
        Map<StoredCollection, CollectionState> outside = store.states();
        transaction.current().forEach(StoredCollection::setState);
        try {
            return work.get();
        } finally {
            List<Change> made = store.takePending();
            Map<StoredCollection, CollectionState> inside = new IdentityHashMap<>();
            outside.keySet().forEach(collection -> inside.put(collection, collection.state()));
            outside.forEach(StoredCollection::setState);
            refuseCollections(made);
            checkConflicts(made, transaction.snapshot());
            transaction.continueWith(inside, made);
        }
    }

    private void refuseCollections(List<Change> made) {
        List<Change> ofCollections = made.stream().filter(Change::isOfCatalog).toList();
        if (!ofCollections.isEmpty()) {
            store.quietly(() -> ofCollections.forEach(
                    created -> store.databaseOrCreate(created.database()).drop(created.collection())));
            throw new Refusal(
                    263,
                    "OperationNotSupportedInTransaction",
                    "Cannot create a collection in a multi-document transaction: create it before.");
        }
    }

    /** A stored document is never altered: another one in its place was put there by another since the start. */
    private void checkConflicts(List<Change> made, Map<StoredCollection, CollectionState> snapshot) {
        for (Change change : made) {
            StoredCollection collection = collection(change);
            if (collection.byId(change.id()).orElse(null)
                    != snapshot.get(collection).byId(change.id())) {
                throw writeConflict();
            }
        }
    }

    private StoredCollection collection(Change change) {
        return store.collection(change.database(), change.collection()).orElseThrow();
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
            checkCatalog(transaction);
            checkConflicts(transaction.changes(), transaction.snapshot());
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
        Map<StoredCollection, CollectionState> before = store.states();
        try {
            applier.redo(changes);
        } catch (RuntimeException e) {
            before.forEach(StoredCollection::setState);
            Refusal conflict = writeConflict();
            conflict.addSuppressed(e);
            throw conflict;
        }
    }

    /** Ends the running transactions of these sessions. */
    void abort(Collection<UUID> sessions) {
        last.forEach((session, transaction) -> {
            if (sessions.contains(session) && transaction.state() == Transaction.State.RUNNING) {
                transaction.end(Transaction.State.ABORTED);
            }
        });
    }

    void abortAll() {
        abort(List.copyOf(last.keySet()));
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
