package dev.tidegate.validator.compare;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.actual.ActualRows;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.difference.ValueKinds;
import dev.tidegate.validator.document.DocumentRules;
import dev.tidegate.validator.document.ExpectedRows.Expectation;
import dev.tidegate.validator.document.ExpectedRows.ExpectedChild;
import dev.tidegate.validator.document.Origin;
import dev.tidegate.validator.identity.RowIds;
import dev.tidegate.validator.refusal.KeyText;
import dev.tidegate.validator.value.ExpectedValue;
import dev.tidegate.validator.value.Numbers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares a document's elements with the rows of its child tables, element by element. */
final class ChildComparison {
    private record Child(ChildTable declared, Table table, int parentIndex, int keyIndex) {
        Column key() {
            return table.columns().get(keyIndex);
        }
    }

    private final List<Child> children = new ArrayList<>();
    private final RowIds rowIds;
    private final DocumentRules rules;

    ChildComparison(CollectionMapping collection, Migration migration, DocumentRules rules) {
        this.rowIds = new RowIds(collection);
        this.rules = rules;
        for (ChildTable child : collection.children()) {
            Table table = migration.table(child.table());
            children.add(
                    new Child(child, table, indexOf(table, child.parentColumn()), indexOf(table, child.keyColumn())));
        }
    }

    static int indexOf(Table table, String column) {
        return table.columns().indexOf(table.column(column));
    }

    boolean isEmpty() {
        return children.isEmpty();
    }

    List<String> tables() {
        return children.stream().map(child -> child.table().name()).toList();
    }

    /** @param withValues false: a refused row is believed to be refused still */
    void compare(
            Subject.Document subject,
            Expectation expected,
            ActualRows actualRows,
            Refusals refusals,
            boolean withValues,
            List<Difference> differences) {
        for (Child child : children) {
            String name = child.table().name();
            compare(
                    new Parent(subject, rowIds.rowId(subject.id().value()).toString(), refusals, withValues),
                    child,
                    expected.children().getOrDefault(name, List.of()),
                    actualRows.children(name),
                    differences);
        }
    }

    /** What is there of a document that is not in the source. */
    void compareAbsent(
            Subject.Document subject,
            ActualRows actualRows,
            Refusals refusals,
            List<Difference> differences,
            Difference extra) {
        var parent = new Parent(subject, rowIds.rowId(subject.id().value()).toString(), refusals, true);
        for (Child child : children) {
            for (Object[] row : actualRows.children(child.table().name())) {
                if (!parent.isUndeletable(child, row)) {
                    differences.add(extra.in(child.table().name()));
                }
            }
        }
    }

    private record Parent(Subject subject, String rowId, Refusals refusals, boolean withValues) {
        boolean isRefused(Child child, ExpectedChild element, boolean isThere) {
            return refusals.isRefused(
                    child.table(),
                    child.table().name(),
                    List.of(rowId, KeyText.of(child.key(), element.key().sqlText())),
                    isThere,
                    withValues ? Optional.of(() -> values(child, element)) : Optional.empty());
        }

        boolean isUndeletable(Child child, Object[] row) {
            return refusals.isUndeletable(
                    child.table(),
                    child.table().name(),
                    List.of(rowId, KeyText.of(child.key(), row[child.keyIndex()])),
                    withValues);
        }

        private List<String> values(Child child, ExpectedChild element) {
            List<String> values = new ArrayList<>();
            for (ExpectedValue value : element.values()) {
                values.add(value == null ? null : value.sqlText());
            }
            values.set(child.parentIndex(), rowId);
            values.set(child.keyIndex(), element.key().sqlText());
            return values;
        }
    }

    private void compare(
            Parent parent,
            Child child,
            List<ExpectedChild> expected,
            List<Object[]> actual,
            List<Difference> differences) {
        var byKey = new HashMap<Object, Object[]>();
        actual.forEach(row -> byKey.put(key(child, row), row));
        for (ExpectedChild element : expected) {
            Object[] row = byKey.remove(key(element.key(), byKey));
            if (parent.isRefused(child, element, row != null)) {
                continue;
            }
            if (row == null) {
                differences.add(missing(parent.subject(), child, element));
            } else {
                compareRow(parent.subject(), child, element, row, differences);
            }
        }
        byKey.values().stream()
                .filter(row -> !parent.isUndeletable(child, row))
                .forEach(row -> differences.add(extra(parent.subject(), child)));
    }

    private static Difference missing(Subject subject, Child child, ExpectedChild element) {
        return new Difference(
                subject,
                child.table().name(),
                subject.display(),
                Optional.empty(),
                Optional.of(child.declared().field() + "[" + element.ordinal() + "]"),
                DifferenceKind.MISSING_CHILD,
                "an element",
                ValueKinds.NO_ROW,
                "an element has no row");
    }

    private static Difference extra(Subject subject, Child child) {
        return new Difference(
                subject,
                child.table().name(),
                subject.display(),
                Optional.empty(),
                Optional.of(child.declared().field()),
                DifferenceKind.EXTRA_CHILD,
                "no element",
                "a row",
                "a row without an element");
    }

    private static Object key(Child child, Object[] row) {
        Object key = row[child.keyIndex()];
        return switch (child.key().type().kind()) {
            case NUMERIC -> Numbers.withoutScale(key);
            case BYTEA -> ByteBuffer.wrap((byte[]) key);
            default -> Numbers.withoutSignOfZero(key);
        };
    }

    /** Row ids are decoded, and compared as ids. */
    private static Object key(ExpectedValue expected, Map<Object, Object[]> byKey) {
        return expected instanceof ExpectedValue.RowId
                ? byKey.keySet().stream().filter(expected::matches).findFirst().orElse(null)
                : expected.asKey();
    }

    private void compareRow(
            Subject subject, Child child, ExpectedChild element, Object[] row, List<Difference> differences) {
        ExpectedValue[] values = element.values();
        for (int index = 0; index < values.length; index++) {
            if (index != child.parentIndex() && !values[index].matches(row[index])) {
                Column column = child.table().columns().get(index);
                Origin origin = rules.childOrigin(child.declared().table(), column.name(), element);
                differences.add(DocumentComparison.value(
                        subject, child.table().name(), column, origin, values[index], row[index]));
            }
        }
    }
}
