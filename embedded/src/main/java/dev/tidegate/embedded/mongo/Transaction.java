package dev.tidegate.embedded.mongo;

import java.util.ArrayList;
import java.util.List;

/**
 * A transaction: the place in the oplog that it sees, and what it has changed so far. Guarded by the store's lock.
 */
final class Transaction {
    enum State {
        RUNNING,
        COMMITTED,
        ABORTED
    }

    private final long number;
    private final long snapshot;
    private final long startedAt;
    private final List<Change> changes = new ArrayList<>();
    private State state = State.RUNNING;

    Transaction(long number, long snapshot, long startedAt) {
        this.number = number;
        this.snapshot = snapshot;
        this.startedAt = startedAt;
    }

    long number() {
        return number;
    }

    /** The number of the first entry of the oplog that the transaction does not see. */
    long snapshot() {
        return snapshot;
    }

    long startedAt() {
        return startedAt;
    }

    List<Change> changes() {
        return changes;
    }

    State state() {
        return state;
    }

    void end(State how) {
        state = how;
    }
}
