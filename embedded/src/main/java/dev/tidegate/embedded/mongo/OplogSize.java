package dev.tidegate.embedded.mongo;

/**
 * How much history is kept: the last changes, as many and as large as this together.
 *
 * @param bytes in memory when there is no directory, else in the journal
 */
public record OplogSize(int entries, long bytes) {
    private static final int ENTRIES = 1_000_000;
    private static final long IN_JOURNAL = 4L << 30;

    public OplogSize {
        if (entries < 1 || bytes < 1) {
            throw new IllegalArgumentException("The oplog must hold one change at least");
        }
    }

    /** 4 GB in the journal of a directory, an eighth of the heap without one. */
    public static OplogSize standard(boolean hasDirectory) {
        return ofBytes(hasDirectory ? IN_JOURNAL : Runtime.getRuntime().maxMemory() / 8);
    }

    public static OplogSize ofBytes(long bytes) {
        return new OplogSize(ENTRIES, bytes);
    }

    /** Of the last changes, however large. */
    public static OplogSize ofEntries(int entries) {
        return new OplogSize(entries, Long.MAX_VALUE);
    }
}
