package dev.tidegate.source.snapshot;

/**
 * How much of the snapshot is done at once.
 *
 * @param rangeDocuments a collection is cut into ranges of about so many documents
 * @param pageDocuments at most so many documents go into one Kafka transaction
 * @param pageBytes a transaction is closed when its documents have reached so many bytes
 * @param workers ranges read side by side
 */
public record SnapshotSettings(int rangeDocuments, int pageDocuments, long pageBytes, int workers) {
    public static final SnapshotSettings DEFAULTS = new SnapshotSettings(50_000, 5_000, 32L << 20, 2);

    public SnapshotSettings {
        if (rangeDocuments < 1 || pageDocuments < 1 || pageBytes < 1 || workers < 1) {
            throw new IllegalArgumentException("ranges, pages and workers of the snapshot must be positive: "
                    + rangeDocuments + ", " + pageDocuments + ", " + pageBytes + ", " + workers);
        }
    }
}
