package dev.tidegate.preflight.data;

import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import java.util.List;
import java.util.function.Supplier;

/** Number and size of a collection's documents; those near MongoDB's limit apart. */
final class SizeProbe {
    private static final int NEAR_LIMIT = 12 << 20;

    private final String collection;
    private final Tally large = new Tally();
    private long documents;
    private long bytes;

    SizeProbe(String collection) {
        this.collection = collection;
    }

    void read(int size, Supplier<String> id) {
        documents++;
        bytes += size;
        if (size >= NEAR_LIMIT) {
            large.add(id);
        }
    }

    long documents() {
        return documents;
    }

    long bytes() {
        return bytes;
    }

    List<Finding> findings() {
        return large.isEmpty()
                ? List.of()
                : List.of(large.finding(
                        Severity.WARNING,
                        "document-large",
                        collection,
                        "documents of 12 MB and more: they are carried, but the change event of a document near 16 MB"
                                + " can be larger than MongoDB allows, which ends the stream",
                        "make them smaller, or see that nothing updates them while the migration runs"));
    }
}
