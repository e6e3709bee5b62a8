package dev.tidegate.validator.edges;

import java.util.UUID;
import java.util.function.Consumer;

/** Any number of row ids, sorted in a fixed amount of memory. */
public final class SortedIds implements AutoCloseable {
    private static final int IDS_IN_MEMORY = 50_000;
    private final SortedEdges ids = new SortedEdges(IDS_IN_MEMORY);

    public void add(UUID id) {
        ids.add(new Edge(id.getMostSignificantBits(), id.getLeastSignificantBits(), 0, 0));
    }

    /** Tells each id that the others lack, once. */
    public void without(SortedIds others, Consumer<UUID> lacking) {
        SortedEdges.Cursor own = ids.sorted();
        SortedEdges.Cursor other = others.ids.sorted();
        Edge theirs = other.next();
        for (Edge mine = own.next(); mine != null; mine = own.next()) {
            while (theirs != null && theirs.compareTo(mine) < 0) {
                theirs = other.next();
            }
            if (!mine.equals(theirs)) {
                lacking.accept(new UUID(mine.leftHigh(), mine.leftLow()));
            }
        }
    }

    @Override
    public void close() {
        ids.close();
    }
}
