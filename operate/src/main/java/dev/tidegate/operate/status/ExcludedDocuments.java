package dev.tidegate.operate.status;

import dev.tidegate.events.source.SourceServer;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many documents {@code where} leaves out of each collection that has one. The server counts through the collection for
 * it, so a figure is kept for a while that grows with the time that it took. Not thread-safe.
 */
final class ExcludedDocuments {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Counting takes a twentieth of the time at most. */
    private static final long REST = 20;

    private final Migration migration;
    private final Map<String, Counted> counted = new HashMap<>();

    private record Counted(Optional<Long> taken, long validUntil) {}

    ExcludedDocuments(Migration migration) {
        this.migration = migration;
    }

    /** @param documents of each collection, as the server knows them; without a collection whose count is not known */
    Map<String, Long> of(SourceServer source, Map<String, Long> documents) {
        Map<String, Long> excluded = new HashMap<>();
        for (CollectionMapping collection : migration.collections()) {
            if (!collection.where().takesAll()) {
                taken(source, collection)
                        .ifPresent(taken -> excluded.put(
                                collection.collection(),
                                Math.max(0, documents.getOrDefault(collection.collection(), 0L) - taken)));
            }
        }
        return excluded;
    }

    private Optional<Long> taken(SourceServer source, CollectionMapping collection) {
        Counted known = counted.get(collection.collection());
        if (known == null || System.nanoTime() - known.validUntil() >= 0) {
            long start = System.nanoTime();
            Optional<Long> taken = source.taken(migration.source().database(), collection, PATIENCE);
            long end = System.nanoTime();
            known = new Counted(taken, end + REST * (end - start));
            counted.put(collection.collection(), known);
        }
        return known.taken();
    }
}
