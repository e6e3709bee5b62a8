package dev.tidegate.validator.pass;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.validator.actual.DeadLetterRow;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.difference.ValueKinds;
import dev.tidegate.validator.result.UnmappedValues;
import dev.tidegate.validator.target.TargetTable;
import dev.tidegate.validator.target.UnmappedCount;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows of Tidegate's own tables that name no table or collection of this migration; how many rows they have; what is unmapped. */
public final class Leftovers {
    private final Migration migration;
    private final Map<String, Long> rows = new TreeMap<>();
    private final Map<String, Long> deadLetters = new TreeMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private UnmappedValues unmapped = UnmappedValues.NONE;

    private Leftovers(Migration migration) {
        this.migration = migration;
    }

    public static Leftovers read(Migration migration, Connection target) {
        var leftovers = new Leftovers(migration);
        leftovers.read(target);
        return leftovers;
    }

    /** By table with its schema. */
    public Map<String, Long> rows() {
        return rows;
    }

    /** How many dead letters have each reason. */
    public Map<String, Long> deadLetters() {
        return deadLetters;
    }

    public List<Difference> differences() {
        return differences;
    }

    public UnmappedValues unmapped() {
        return unmapped;
    }

    private void read(Connection target) {
        Set<String> tables = names(CollectionMapping::table, true);
        Set<String> collections = names(CollectionMapping::collection, true);
        Set<String> withIdMap = names(CollectionMapping::collection, false);
        report(target, TargetTable.of(TidegateTables.UNMAPPED), "table", tables, DifferenceKind.EXTRA_UNMAPPED);
        unmapped = UnmappedCount.of(tables, target);
        report(target, DeadLetterRow.TABLE, "collection", collections, DifferenceKind.DEAD_LETTER_EXTRA);
        deadLetters.putAll(DeadLetterRow.TABLE.countsBy(target, "reason"));
        report(target, TargetTable.of(TidegateTables.ID_MAP), "collection", withIdMap, DifferenceKind.EXTRA_ID_MAP);
    }

    private Set<String> names(Function<CollectionMapping, String> name, boolean objectIdsToo) {
        return migration.collections().stream()
                .filter(collection -> objectIdsToo || collection.ids() == IdKind.ANY)
                .map(name)
                .collect(Collectors.toSet());
    }

    private void report(Connection target, TargetTable table, String column, Set<String> known, DifferenceKind kind) {
        String name = table.table().displayName();
        Map<String, Long> counts = table.countsBy(target, column);
        rows.put(name, counts.values().stream().mapToLong(Long::longValue).sum());
        counts.forEach((value, count) -> {
            if (!known.contains(value)) {
                String detail = count + " rows name what the migration file does not";
                differences.add(Difference.of(
                        new Subject.Row(name, value), name, kind, ValueKinds.NO_DOCUMENT, count + " rows", detail));
            }
        });
    }
}
