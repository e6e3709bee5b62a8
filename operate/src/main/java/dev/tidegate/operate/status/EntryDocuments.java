package dev.tidegate.operate.status;

import dev.tidegate.events.source.SourceServer;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.Unmatched;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.status.TableStatuses.Documents;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many documents each entry of the file has, and how many {@code where} leaves out. The server counts through a
 * collection for what {@code where} takes, so such a figure is kept for a while that grows with the time that it took. Not
 * thread-safe.
 */
final class EntryDocuments {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Counting takes a twentieth of the time at most. */
    private static final long REST = 20;

    private final Migration migration;
    private final Map<String, Counted> counted = new HashMap<>();

    private record Counted(Optional<Long> taken, long validUntil) {}

    EntryDocuments(Migration migration) {
        this.migration = migration;
    }

    /** @param documents of each collection of the source, as the server knows them */
    Documents of(SourceServer server, Map<String, Long> documents) {
        Map<String, Long> existing = new HashMap<>();
        Map<String, Long> excluded = new HashMap<>();
        documents.forEach((source, total) -> {
            List<CollectionMapping> entries = migration.entriesOf(source);
            Map<CollectionMapping, Long> taken = taken(server, entries);
            CollectionMapping first = entries.get(0);
            long left = total;
            for (CollectionMapping entry : entries.subList(1, entries.size())) {
                existing.put(entry.collection(), taken.getOrDefault(entry, 0L));
                left -= taken.getOrDefault(entry, 0L);
            }
            existing.put(first.collection(), Math.max(0, left));
            if (first.entry().unmatched() == Unmatched.EXCLUDE && taken.containsKey(first)) {
                excluded.put(first.collection(), Math.max(0, left - taken.get(first)));
            }
        });
        return new Documents(existing, excluded);
    }

    /** Of all entries, or of none: where one is not known, the rest says nothing. */
    private Map<CollectionMapping, Long> taken(SourceServer server, List<CollectionMapping> entries) {
        Map<CollectionMapping, Long> taken = new HashMap<>();
        for (CollectionMapping entry : entries) {
            if (!entry.where().takesAll()) {
                taken(server, entry).ifPresent(count -> taken.put(entry, count));
            }
        }
        return taken.size() == entries.size() ? taken : Map.of();
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
