package dev.tidegate.preflight.data;

import dev.tidegate.events.row.TableRow;
import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.reason.ColumnRemedies;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import dev.tidegate.transform.document.DerivationListener.Reading;
import dev.tidegate.transform.value.Conversion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.BsonDocument;

/** What is found in the rows of a collection's own table, or of one of its child tables. */
final class TableScan {
    private final CollectionMapping collection;
    private final Optional<ChildTable> child;
    private final Table table;
    private final List<ColumnMapping> mappings;
    private final String prefix;
    private final Map<String, ColumnProbe> columns = new LinkedHashMap<>();
    private final Map<String, Integer> references = new HashMap<>();
    private final List<IndexProbe> indexes;
    private final Map<List<String>, Tally> absent = new LinkedHashMap<>();
    private final Tally nullElements = new Tally();
    private final Crossings crossings;
    private final Optional<ElementsProbe> elements;

    /** @param child empty for the collection's own table */
    TableScan(CollectionMapping collection, Optional<ChildTable> child, Migration migration, Crossings crossings) {
        this.collection = collection;
        this.child = child;
        this.table = migration.table(child.map(ChildTable::table).orElse(collection.table()));
        this.mappings = child.map(ChildTable::columns).orElse(collection.columns());
        this.prefix = collection.collection()
                + child.map(each -> "." + each.field() + "[].").orElse(".");
        this.crossings = crossings;
        this.elements = child.map(each -> ElementsProbe.ofChild(
                each.field(), collection.collection() + "." + each.field(), "child table \"" + each.table() + "\""));
        this.indexes = table.indexes().stream()
                .flatMap(index -> IndexProbe.of(index, table).stream())
                .toList();
        mappings.stream().filter(this::isRead).forEach(column -> {
            probe(column);
            column.reference().ifPresent(reference -> register(column, migration));
        });
    }

    /** Constants, and columns that only take ids of another column's reference, are read from no field. */
    private boolean isRead(ColumnMapping column) {
        return !column.fields().isEmpty()
                || child.filter(ChildTable::keyedByName)
                        .filter(each -> each.keyColumn().equals(column.column()))
                        .isPresent()
                || child.flatMap(ChildTable::scalarColumn)
                        .filter(column.column()::equals)
                        .isPresent();
    }

    private void register(ColumnMapping column, Migration migration) {
        boolean hasKey =
                table.foreignKeys().stream().anyMatch(key -> key.column().equals(column.column()));
        var candidates = column.reference().orElseThrow().candidates();
        references.put(
                column.column(),
                crossings.register(HeldReference.of(
                        columns.get(column.column()).where(),
                        hasKey ? HeldReference.ReferenceKind.FOREIGN_KEY : HeldReference.ReferenceKind.PLAIN,
                        candidates.stream()
                                .map(each -> migration.collection(each.collection()))
                                .toList(),
                        candidates.stream().map(each -> each.column()).toList())));
    }

    Table table() {
        return table;
    }

    /** The whole document, which a child table's elements are part of. */
    void document(BsonDocument document, Subject subject) {
        elements.ifPresent(probe -> probe.read(document, subject));
    }

    void column(ColumnMapping column, Reading reading, Conversion conversion, Subject subject) {
        if (column.constant().isPresent()) {
            return;
        }
        probe(column).read(reading, conversion, subject);
        if (column.reference().isPresent() && conversion instanceof Conversion.Value carried) {
            refer(column, carried.value(), subject);
        }
    }

    /** A child table's key, or scalar, need not be declared among its columns. */
    private ColumnProbe probe(ColumnMapping column) {
        return columns.computeIfAbsent(
                column.column(),
                first -> new ColumnProbe(
                        collection,
                        child.map(each -> ColumnRemedies.of(column, each)).orElseGet(() -> ColumnRemedies.of(column)),
                        prefix));
    }

    private void refer(ColumnMapping column, Object ids, Subject subject) {
        if (!column.reference().orElseThrow().isToOneOfSeveral()) {
            String referred = column.reference().get().onlyCollection();
            Stream<?> each = ids instanceof List<?> list ? list.stream() : Stream.of(ids);
            each.filter(UUID.class::isInstance).forEach(id -> candidate(column, referred, (UUID) id, subject));
        }
    }

    void candidate(ColumnMapping column, String referred, UUID id, Subject subject) {
        crossings.refers(references.get(column.column()), referred, id, subject.rowId());
    }

    void absent(List<String> group, Subject subject) {
        absent.computeIfAbsent(group, first -> new Tally()).add(subject::display);
    }

    void nullElement(Subject subject) {
        nullElements.add(subject::display);
    }

    void row(TableRow row, Subject subject) {
        indexes.forEach(index -> index.row(row, subject));
    }

    /** @param documents that were read */
    List<Finding> findings(long documents) {
        List<Finding> findings = new ArrayList<>(withoutValue(documents));
        columns.values().forEach(column -> findings.addAll(column.findings()));
        indexes.forEach(index -> index.finding().ifPresent(findings::add));
        absent.forEach((group, tally) -> findings.add(absent(group, tally)));
        if (!nullElements.isEmpty()) {
            findings.add(nullElements.finding(
                    Severity.INFO,
                    "null-element",
                    prefix.substring(0, prefix.length() - 1),
                    "null in the array: no row",
                    Reason.NULL_ELEMENT_DROPPED.remedy()));
        }
        return findings;
    }

    /** A child table without elements is one finding, not one for each of its columns. */
    private List<Finding> withoutValue(long documents) {
        Optional<ElementsProbe> empty = elements.filter(each -> !each.hasElements());
        return empty.isPresent()
                ? empty.get().finding(documents).stream().toList()
                : columns.values().stream()
                        .flatMap(column -> column.withoutValue(documents).stream())
                        .toList();
    }

    private Finding absent(List<String> group, Tally tally) {
        List<String> fields = mappings.stream()
                .filter(column -> fills(column, group))
                .flatMap(column -> column.fields().stream())
                .distinct()
                .toList();
        String remedy = group.size() == 1 && columns.containsKey(group.get(0))
                ? columns.get(group.get(0)).remedies().ofAbsentValue()
                : "give the documents a value, or take the group out of require_any";
        return tally.finding(
                Severity.WARNING,
                Reason.REQUIRED_ABSENT.code(),
                prefix + String.join("|", fields),
                "no value for any of the columns " + group,
                remedy);
    }

    private static boolean fills(ColumnMapping column, List<String> group) {
        return group.contains(column.column())
                || column.reference().stream()
                        .flatMap(reference -> reference.candidates().stream())
                        .anyMatch(candidate -> group.contains(candidate.column()));
    }

    List<FieldProfile> profiles() {
        return columns.values().stream()
                .flatMap(column -> column.profiles().stream())
                .toList();
    }
}
