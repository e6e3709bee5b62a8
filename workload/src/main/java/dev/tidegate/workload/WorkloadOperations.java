package dev.tidegate.workload;

import dev.tidegate.workload.WorkloadState.DocumentNumber;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * One write after the other, each on a document whose content is known, so that the dead letters stay known too.
 *
 * <p>A write says false when there was nothing to do it to.
 */
final class WorkloadOperations {
    private static final int BAD_INSERT_ONE_IN = 40;

    private final Application application;
    private final WorkloadState state;
    private final Writes writes;
    private final SplittableRandom random;
    private final WorkloadEdges edges;
    private final List<String> collections;
    private final int[] bounds;

    WorkloadOperations(Application application, WorkloadState state, Writes writes, SplittableRandom random) {
        this.application = application;
        this.state = state;
        this.writes = writes;
        this.random = random;
        this.edges = new WorkloadEdges(application.links(), state, writes, random);
        this.collections = List.copyOf(application.counts().keySet());
        this.bounds = collections.stream().mapToInt(application.counts()::get).toArray();
        java.util.Arrays.parallelPrefix(bounds, Integer::sum);
    }

    boolean perform(Operation operation) {
        return switch (operation) {
            case INSERT -> insert();
            case UPDATE -> onAny(this::update);
            case ADD_EDGE -> edges.add();
            case REMOVE_EDGE -> edges.remove();
            case REPLACE -> onAny(this::replace);
            case DELETE -> onAny(this::delete);
            case REINSERT -> reinsert();
            case BREAK -> spoil();
            case MEND -> mend();
        };
    }

    private boolean onAny(java.util.function.Predicate<DocumentNumber> write) {
        return state.any(anyCollection(), random).filter(write).isPresent();
    }

    private boolean insert() {
        DocumentNumber number = state.newNumber(anyCollection());
        Optional<Fault> fault = random.nextInt(BAD_INSERT_ONE_IN) == 0 ? anyFault(number) : Optional.empty();
        writes.insert(number.collection(), state.document(number, 0, fault).document());
        state.written(number, 0, fault);
        return true;
    }

    private boolean update(DocumentNumber number) {
        BsonDocument fresh = state.document(number, state.version(number) + 1 + random.nextInt(1000), Optional.empty())
                .document();
        var keys = fresh.keySet().stream().filter(key -> mayBeSet(number, key)).toList();
        var operators = new BsonDocument();
        for (int changes = 1 + random.nextInt(3); changes > 0 && !keys.isEmpty(); changes--) {
            String key = keys.get(random.nextInt(keys.size()));
            operators.put(key, fresh.get(key));
        }
        operators.put("touched", new BsonString("live " + random.nextInt(1_000_000)));
        var update = new BsonDocument("$set", operators);
        unset(number, operators).ifPresent(key -> update.put("$unset", new BsonDocument(key, new BsonString(""))));
        writes.update(number.collection(), id(number), update);
        return true;
    }

    private Optional<String> unset(DocumentNumber number, BsonDocument set) {
        List<String> optional = application.optional(number.collection());
        String key = optional.get(random.nextInt(optional.size()));
        return !set.containsKey(key) && mayBeSet(number, key) && random.nextInt(4) == 0
                ? Optional.of(key)
                : Optional.empty();
    }

    /** The field that makes a document bad stays as it is; edges have operations of their own. */
    private boolean mayBeSet(DocumentNumber number, String key) {
        return !key.equals("_id")
                && !application.writtenTogether(number.collection()).contains(key)
                && !edges.isArray(number.collection(), key)
                && state.fault(number)
                        .filter(fault -> fault.fields().contains(key))
                        .isEmpty();
    }

    /** A bad document stays bad in the same way. */
    private boolean replace(DocumentNumber number) {
        write(number, state.version(number) + 1, state.fault(number));
        return true;
    }

    private boolean delete(DocumentNumber number) {
        if (!application.mayBeDeleted(number.collection(), number.ordinal())) {
            return false;
        }
        writes.delete(number.collection(), id(number));
        state.deleted(number);
        if (random.nextInt(6) == 0) {
            insertAgain(number);
        }
        return true;
    }

    private boolean reinsert() {
        Optional<DocumentNumber> number = state.anyDeleted(random);
        number.ifPresent(this::insertAgain);
        return number.isPresent();
    }

    private void insertAgain(DocumentNumber number) {
        int version = state.version(number) + 1;
        Optional<Fault> fault = random.nextInt(BAD_INSERT_ONE_IN) == 0
                ? anyFault(number).filter(found -> !found.needsNewId())
                : Optional.empty();
        writes.insert(
                number.collection(), state.document(number, version, fault).document());
        state.written(number, version, fault);
    }

    private boolean spoil() {
        List<Fault> all = application.faults();
        Fault fault = all.get(random.nextInt(all.size()));
        Optional<DocumentNumber> found = state.anyGood(fault.collection(), random);
        if (fault.needsNewId() || found.isEmpty()) {
            return false;
        }
        change(found.get(), Optional.of(fault), fault);
        return true;
    }

    private boolean mend() {
        Optional<DocumentNumber> found = state.anyBad(random);
        found.ifPresent(number -> {
            Fault fault = state.fault(number).orElseThrow();
            if (fault.needsNewId()) {
                delete(number);
            } else {
                change(number, Optional.empty(), fault);
            }
        });
        return found.isPresent();
    }

    /** By a new version of the whole document, or by the spoilt fields alone. */
    private void change(DocumentNumber number, Optional<Fault> after, Fault fault) {
        if (random.nextBoolean()) {
            write(number, state.version(number) + 1, after);
            return;
        }
        BsonDocument wanted =
                state.document(number, state.version(number), after).document();
        var update = new BsonDocument();
        for (String key : fault.fields()) {
            boolean there = wanted.containsKey(key);
            update.computeIfAbsent(there ? "$set" : "$unset", operator -> new BsonDocument())
                    .asDocument()
                    .put(key, there ? wanted.get(key) : new BsonString(""));
        }
        writes.update(number.collection(), wanted.get("_id"), update);
        state.spoil(number, after);
    }

    private void write(DocumentNumber number, int version, Optional<Fault> fault) {
        writes.replace(
                number.collection(), state.document(number, version, fault).document());
        state.written(number, version, fault);
    }

    private BsonValue id(DocumentNumber number) {
        return state.document(number).document().get("_id");
    }

    private Optional<Fault> anyFault(DocumentNumber number) {
        List<Fault> faults = application.faults().stream()
                .filter(fault -> fault.collection().equals(number.collection()))
                .toList();
        return faults.isEmpty() ? Optional.empty() : Optional.of(faults.get(random.nextInt(faults.size())));
    }

    /** Large collections are written to more often. */
    private String anyCollection() {
        int at = random.nextInt(bounds[bounds.length - 1]);
        int index = 0;
        while (bounds[index] <= at) {
            index++;
        }
        return collections.get(index);
    }
}
