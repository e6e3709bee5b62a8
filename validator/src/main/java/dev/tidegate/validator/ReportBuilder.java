package dev.tidegate.validator;

import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pass.Ledger;
import dev.tidegate.validator.pass.Leftovers;
import dev.tidegate.validator.pass.Settlement;
import dev.tidegate.validator.pipeline.SourceCondition;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ForeignKeyCheck;
import dev.tidegate.validator.result.Records;
import dev.tidegate.validator.result.RowCount;
import dev.tidegate.validator.result.Settling;
import dev.tidegate.validator.result.TableResult;
import dev.tidegate.validator.result.Totals;
import dev.tidegate.validator.result.TypeError;
import dev.tidegate.validator.result.UnmappedValues;
import dev.tidegate.validator.result.ValidationResult;
import dev.tidegate.validator.result.WithoutValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts the result of a validation together, layer by layer. For one thread. */
final class ReportBuilder implements Settlement.Findings {
    private final Migration migration;
    private final Coverage coverage;
    private final Instant startedAt;
    private final int kept;
    private final long startNanos = System.nanoTime();
    private final List<Difference> differences = new ArrayList<>();
    private final Map<DifferenceKind, Long> byKind = new EnumMap<>(DifferenceKind.class);
    private final Map<String, Set<Subject>> differing = new HashMap<>();
    private final Map<String, List<ForeignKeyCheck>> foreignKeys = new HashMap<>();
    private final Map<String, List<TypeError>> typeErrors = new HashMap<>();
    private Map<String, Long> ownRows = Map.of();
    private Map<String, Long> deadLetters = Map.of();
    private UnmappedValues unmapped = UnmappedValues.NONE;
    private List<WithoutValue> withoutValue = List.of();
    private Settling settling = Settling.NONE;
    private SourceCondition source = SourceCondition.notAsked();
    private Totals totals = new Totals();

    ReportBuilder(Migration migration, Coverage coverage, Instant startedAt, int kept) {
        this.migration = migration;
        this.coverage = coverage;
        this.startedAt = startedAt;
        this.kept = kept;
    }

    @Override
    public void differs(Comparison checked) {
        checked.differences().forEach(this::add);
    }

    @Override
    public void undecided(Comparison checked) {
        checked.differences().stream().map(Difference::undecided).forEach(this::add);
    }

    void settled(Settling found, Ledger ledger) {
        settling = found;
        totals = ledger.totals();
        addBeyond(ledger);
    }

    /** Those that were too many to be rechecked are listed as far as they are known, and all counted. */
    private void addBeyond(Ledger ledger) {
        ledger.beyond().forEach(this::add);
        long undecided = settling.undecided() + ledger.countBeyond();
        settling = new Settling(
                settling.suspects() + ledger.countBeyond(), settling.agreed(), settling.generations(), undecided);
    }

    void withoutValue(List<WithoutValue> found) {
        withoutValue = found;
    }

    void source(SourceCondition found) {
        source = found;
    }

    void leftovers(Leftovers leftovers) {
        ownRows = leftovers.rows();
        deadLetters = leftovers.deadLetters();
        unmapped = leftovers.unmapped();
        leftovers.differences().forEach(this::add);
    }

    void references(List<ReferenceLayer.ForeignKeyFindings> found) {
        for (ReferenceLayer.ForeignKeyFindings each : found) {
            foreignKeys
                    .computeIfAbsent(each.check().table(), table -> new ArrayList<>())
                    .add(each.check());
            each.differences().forEach(this::list);
        }
    }

    void types(List<TypeLayer.TypeLayerFinding> found) {
        for (TypeLayer.TypeLayerFinding each : found) {
            typeErrors
                    .computeIfAbsent(each.error().table(), table -> new ArrayList<>())
                    .add(each.error());
            list(each.difference());
        }
    }

    private void add(Difference difference) {
        list(difference);
        differing.computeIfAbsent(tableOf(difference), table -> new HashSet<>()).add(difference.subject());
    }

    private void list(Difference difference) {
        byKind.merge(difference.kind(), 1L, Long::sum);
        if (differences.size() < kept) {
            differences.add(difference);
        }
    }

    /** What is beside a document's row counts as its row's. */
    private String tableOf(Difference difference) {
        boolean isOwn = difference.table().startsWith(TidegateTables.SCHEMA + ".");
        return isOwn && difference.subject() instanceof Subject.Document document
                ? migration.collection(document.collection()).table()
                : difference.table();
    }

    ValidationResult build() {
        List<TableResult> tables = new ArrayList<>();
        for (Table table : migration.tables()) {
            tables.add(result(table));
        }
        tables.stream().filter(table -> !table.rows().matches()).forEach(this::addCount);
        return new ValidationResult(
                migration.name(),
                coverage,
                startedAt,
                Duration.ofNanos(System.nanoTime() - startNanos),
                tables,
                ownRows,
                deadLetters,
                unmapped,
                withoutValue,
                differences,
                byKind,
                settling,
                source);
    }

    private void addCount(TableResult table) {
        RowCount rows = table.rows();
        var subject = new Subject.Row(table.table(), "all");
        String detail = rows.source() + " in MongoDB, " + rows.target() + " rows, accounted for " + rows.accounted();
        add(Difference.of(
                subject, table.table(), DifferenceKind.COUNT, rows.source() + "", rows.target() + " rows", detail));
    }

    private TableResult result(Table table) {
        RowCount rows = totals.of(table.name());
        long mismatched = differing.getOrDefault(table.name(), Set.of()).size();
        DocumentTable declared = DocumentTable.of(migration).stream()
                .filter(each -> each.table().equals(table))
                .findFirst()
                .orElseThrow();
        boolean isEntity = declared.kind() == TableKind.ENTITY;
        return new TableResult(
                table.name(),
                declared.kind(),
                isEntity ? Optional.of(declared.collection().collection()) : Optional.empty(),
                rows,
                new Records(compared(rows, isEntity), mismatched),
                foreignKeys.getOrDefault(table.name(), List.of()),
                typeErrors.getOrDefault(table.name(), List.of()));
    }

    private long compared(RowCount rows, boolean isEntity) {
        return isEntity && coverage instanceof Coverage.Sample sample
                ? Math.min(sample.size(), rows.source())
                : rows.source();
    }
}
