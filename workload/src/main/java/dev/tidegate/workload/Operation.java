package dev.tidegate.workload;

/** What the application does to its documents, and how often among a hundred writes. */
public enum Operation {
    INSERT(24),
    UPDATE(28),
    ADD_EDGE(16),
    REMOVE_EDGE(10),
    REPLACE(9),
    DELETE(6),
    /** The same {@code _id} again, after its delete. */
    REINSERT(4),
    /** Good to bad: the document becomes a dead letter, its older rows stay. */
    BREAK(2),
    /** Bad to good. */
    MEND(1);

    private final int share;

    Operation(int share) {
        this.share = share;
    }

    static Operation at(int hundredth) {
        int left = hundredth;
        for (Operation operation : values()) {
            left -= operation.share;
            if (left < 0) {
                return operation;
            }
        }
        throw new IllegalArgumentException("shares add up to 100, asked for " + hundredth);
    }
}
