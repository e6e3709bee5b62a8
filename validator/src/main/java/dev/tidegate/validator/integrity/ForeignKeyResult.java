package dev.tidegate.validator.integrity;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one reference column was found to hold, in one state of the target.
 *
 * @param constraint name of the foreign key; empty when the file declares none for this column
 * @param references ids that are not NULL
 * @param valid those of them that a row has
 * @param orphans the others, by what they are; every kind has an entry
 * @param examples the first orphans found
 */
public record ForeignKeyResult(
        String table,
        Optional<String> constraint,
        String column,
        String referencedTable,
        long references,
        long valid,
        Map<OrphanKind, Long> orphans,
        List<Orphan> examples) {

    public ForeignKeyResult {
        var byKind = new EnumMap<OrphanKind, Long>(OrphanKind.class);
        for (OrphanKind kind : OrphanKind.values()) {
            byKind.put(kind, orphans.getOrDefault(kind, 0L));
        }
        orphans = Collections.unmodifiableMap(byKind);
        examples = List.copyOf(examples);
    }

    public long orphaned() {
        return orphans.values().stream().mapToLong(Long::longValue).sum();
    }

    public long count(OrphanKind kind) {
        return orphans.get(kind);
    }

    /** How many are neither the source's own nor a dead letter's. */
    public long differences() {
        return count(OrphanKind.BROKEN) + count(OrphanKind.FOREIGN_ID);
    }

    /** How many both ends agree about: the source's own dangling references, and dead letters'. */
    public long accounted() {
        return orphaned() - differences();
    }

    /** Without orphans that have found their row since, or are gone. */
    public ForeignKeyResult without(Set<Orphan> settled) {
        var left = new EnumMap<>(orphans);
        long gone = 0;
        for (Orphan orphan : settled) {
            if (orphan.table().equals(table) && orphan.column().equals(column)) {
                left.merge(orphan.kind(), -1L, Long::sum);
                gone++;
            }
        }
        List<Orphan> others =
                examples.stream().filter(orphan -> !settled.contains(orphan)).toList();
        return new ForeignKeyResult(table, constraint, column, referencedTable, references, valid + gone, left, others);
    }
}
