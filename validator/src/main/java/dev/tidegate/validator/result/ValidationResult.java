package dev.tidegate.validator.result;

import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Layer;
import dev.tidegate.validator.pipeline.SourceCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a validation found.
 *
 * @param tables the application's, in the file's order
 * @param ownRows rows of Tidegate's own tables, by name with schema
 * @param deadLetters how many have each reason
 * @param unmapped what is in no column of the application
 * @param withoutValue declarations without effect so far: findings, no differences
 * @param differences the first ones; {@code differencesByKind} counts all
 * @param took of this run, a resumed one's without what went before
 * @param source as it was when all was compared
 */
public record ValidationResult(
        String migration,
        Coverage coverage,
        Instant startedAt,
        Duration took,
        List<TableResult> tables,
        Map<String, Long> ownRows,
        Map<String, Long> deadLetters,
        UnmappedValues unmapped,
        List<WithoutValue> withoutValue,
        List<Difference> differences,
        Map<DifferenceKind, Long> differencesByKind,
        Settling settling,
        SourceCondition source) {

    public ValidationResult {
        tables = List.copyOf(tables);
        ownRows = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(ownRows));
        deadLetters = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(deadLetters));
        withoutValue = List.copyOf(withoutValue);
        differences = List.copyOf(differences);
        differencesByKind = Map.copyOf(differencesByKind);
    }

    /** Nothing differs, nothing was left undecided, and what is written from now on is carried, too. */
    public boolean passes() {
        return !source.isStopped()
                && totalDifferences() == 0
                && settling.undecided() == 0
                && tables.stream().allMatch(TableResult::passes);
    }

    public long totalDifferences() {
        return differencesByKind.values().stream().mapToLong(Long::longValue).sum();
    }

    public long differences(Layer layer) {
        return differencesByKind.entrySet().stream()
                .filter(entry -> entry.getKey().layer() == layer)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** It passes, and something is accounted for that a person has to accept. */
    public boolean passesWithExceptions() {
        return passes() && !SwitchAdvice.exceptions(this).isEmpty();
    }

    /** Documents of all mapped collections. */
    public long documents() {
        return entities().mapToLong(table -> table.rows().source()).sum();
    }

    /** Rows of the entities' tables. */
    public long entityRows() {
        return entities().mapToLong(table -> table.rows().target()).sum();
    }

    /** Rows of all tables of the application. */
    public long rows() {
        return tables.stream().mapToLong(table -> table.rows().target()).sum();
    }

    public long accounted(RowCount.Account account) {
        return entities().mapToLong(table -> table.rows().accounted(account)).sum();
    }

    public long documentsPerSecond() {
        return documents() * 1000 / Math.max(1, took.toMillis());
    }

    private java.util.stream.Stream<TableResult> entities() {
        return tables.stream().filter(table -> table.kind() == TableKind.ENTITY);
    }
}
