package dev.tidegate.validator;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.Difference.Kind;
import dev.tidegate.validator.document.Verdict.Expectation;
import dev.tidegate.validator.document.Verdict.ExpectedChild;
import dev.tidegate.validator.value.ExpectedValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares a document's elements with the rows of its child tables, element by element. */
final class ChildComparison {
    private record Child(Table table, int parentIndex, int keyIndex) {}

    private final Map<String, Child> children = new LinkedHashMap<>();
    private final Findings findings;

    ChildComparison(CollectionMapping collection, Migration migration, Findings findings) {
        this.findings = findings;
        for (ChildTable child : collection.children()) {
            Table table = migration.table(child.table());
            int parentIndex = DocumentComparison.indexOf(table, child.parentColumn());
            int keyIndex = DocumentComparison.indexOf(table, child.keyColumn());
            children.put(child.table(), new Child(table, parentIndex, keyIndex));
        }
    }

    List<String> tables() {
        return List.copyOf(children.keySet());
    }

    void noneExpected(String id, Evidence evidence) {
        evidence.children()
                .forEach((table, rows) -> rows.forEach(
                        row -> findings.add(table, id, Kind.EXTRA_CHILD, "the document is a dead letter")));
    }

    void compare(String id, Expectation expected, Evidence evidence) {
        children.forEach((name, child) -> compare(
                id,
                child,
                expected.children().getOrDefault(name, List.of()),
                evidence.children().getOrDefault(name, List.of())));
    }

    private void compare(String id, Child child, List<ExpectedChild> expected, List<Object[]> actual) {
        var byKey = new HashMap<Object, Object[]>();
        actual.forEach(row -> byKey.put(row[child.keyIndex()], row));
        for (ExpectedChild element : expected) {
            Object key = key(element.key(), byKey);
            Object[] row = byKey.remove(key);
            if (row == null) {
                findings.add(child.table().name(), id, Kind.MISSING_CHILD, "an element has no row");
            } else {
                compareRow(id, child, element, row);
            }
        }
        byKey.values()
                .forEach(row -> findings.add(child.table().name(), id, Kind.EXTRA_CHILD, "a row without an element"));
    }

    /** Keys that are plain values are their own; others are looked for. */
    private static Object key(ExpectedValue expected, Map<Object, Object[]> byKey) {
        return expected instanceof ExpectedValue.Plain plain
                ? plain.value()
                : byKey.keySet().stream().filter(expected::matches).findFirst().orElse(null);
    }

    private void compareRow(String id, Child child, ExpectedChild element, Object[] row) {
        ExpectedValue[] values = element.values();
        for (int index = 0; index < values.length; index++) {
            if (index != child.parentIndex() && index != child.keyIndex() && !values[index].matches(row[index])) {
                var column = child.table().columns().get(index);
                findings.add(DocumentComparison.valueDifference(
                        child.table().name(), id, column, values[index], row[index]));
            }
        }
    }
}
