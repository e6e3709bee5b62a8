package dev.tidegate.validator;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.validator.Difference.Kind;
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of Tidegate's own tables that name no table or collection of this migration; and how many rows they have. */
final class Leftovers {
    private final Migration migration;
    private final Findings findings;

    Leftovers(Migration migration, Findings findings) {
        this.migration = migration;
        this.findings = findings;
    }

    void compare(Connection target) {
        Set<String> tables = names(CollectionMapping::table, true);
        Set<String> collections = names(CollectionMapping::collection, true);
        Set<String> withIdMap = names(CollectionMapping::collection, false);
        report(target, TargetTable.of(TidegateTables.UNMAPPED), "table", tables, Kind.EXTRA_UNMAPPED);
        report(target, DeadLetterRow.TABLE, "collection", collections, Kind.DEAD_LETTER_EXTRA);
        report(target, TargetTable.of(TidegateTables.ID_MAP), "collection", withIdMap, Kind.EXTRA_ID_MAP);
    }

    private Set<String> names(java.util.function.Function<CollectionMapping, String> name, boolean objectIdsToo) {
        return migration.collections().stream()
                .filter(collection -> objectIdsToo || collection.ids() == IdKind.ANY)
                .map(name)
                .collect(Collectors.toSet());
    }

    private void report(Connection target, TargetTable table, String column, Set<String> known, Kind kind) {
        String name = TidegateTables.SCHEMA + "." + table.table().name();
        Map<String, Long> counts = table.countsBy(target, column);
        counts.forEach((value, rows) -> {
            findings.rows(name, rows);
            if (!known.contains(value)) {
                findings.add(name, value, kind, rows + " rows name what the migration file does not");
            }
        });
    }
}
