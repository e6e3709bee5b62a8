package dev.tidegate.embedded.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A transaction: the states of all collections at its start, the states that it has made of them, and its changes.
 * Guarded by the store's lock.
 */
final class Transaction {
    enum State {
        RUNNING,
        COMMITTED,
        ABORTED
    }

    private final long number;
    private final long catalogVersion;
    private final long startedAt;
    private final Map<StoredCollection, CollectionState> snapshot;
    private final List<Change> changes = new ArrayList<>();
    private Map<StoredCollection, CollectionState> current;
    private State state = State.RUNNING;

    Transaction(long number, long catalogVersion, Map<StoredCollection, CollectionState> snapshot, long startedAt) {
        this.number = number;
        this.catalogVersion = catalogVersion;
        this.startedAt = startedAt;
        this.snapshot = snapshot;
        this.current = snapshot;
    }

    long number() {
        return number;
    }

    /** Which collections there were: their snapshots are of no use when there are others. */
    long catalogVersion() {
        return catalogVersion;
    }

    long startedAt() {
        return startedAt;
    }

    Map<StoredCollection, CollectionState> snapshot() {
        return snapshot;
    }

    Map<StoredCollection, CollectionState> current() {
        return current;
    }

    void continueWith(Map<StoredCollection, CollectionState> states, List<Change> made) {
        current = states;
        changes.addAll(made);
    }

    List<Change> changes() {
        return changes;
    }

    State state() {
        return state;
    }

    /** What it holds is needed no more. */
    void end(State how) {
        state = how;
        current = Map.of();
    }
}
