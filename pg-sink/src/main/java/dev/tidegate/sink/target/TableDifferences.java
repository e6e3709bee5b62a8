package dev.tidegate.sink.target;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.sink.target.ExistingTable.ExistingColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says in words by what a table that is there differs from its declaration. Order of columns does not count. */
final class TableDifferences {
    private TableDifferences() {}

    static List<String> of(Table declared, ExistingTable existing) {
        String name = declared.schema() + "." + declared.name();
        if (existing.kind() != 'r' && existing.kind() != 'p') {
            return List.of("table " + name + ": there is a view or foreign table of this name");
        }
        List<String> differences = new ArrayList<>(columns(declared, existing));
        if (!declared.uniqueColumns().equals(existing.primaryKey())) {
            differences.add("primary key is (" + String.join(", ", existing.primaryKey())
                    + "), the migration file declares (" + String.join(", ", declared.uniqueColumns()) + ")");
        }
        for (String obstacle : existing.obstacles()) {
            differences.add(obstacle + " would refuse or change rows while they flow: drop it; what the file declares"
                    + " is put on when constraints are sealed");
        }
        return differences.stream()
                .map(difference -> "table " + name + ": " + difference)
                .toList();
    }

    static List<String> of(EnumType declared, List<String> labels) {
        return declared.labels().equals(labels)
                ? List.of()
                : List.of("enum " + declared.name() + ": labels are " + labels + ", the migration file declares "
                        + declared.labels());
    }

    private static List<String> columns(Table declared, ExistingTable existing) {
        Map<String, ExistingColumn> found =
                existing.columns().stream().collect(Collectors.toMap(ExistingColumn::name, Function.identity()));
        declared.keyDigest().ifPresent(found::remove);
        List<String> differences = new ArrayList<>();
        for (Column column : declared.columns()) {
            ExistingColumn there = found.remove(column.name());
            if (there == null) {
                differences.add("column " + column.name() + " is missing");
            } else {
                differences.addAll(column(column, there));
            }
        }
        existing.columns().stream()
                .filter(column -> found.containsKey(column.name()))
                .forEach(column -> differences.add("column " + column.name() + " is not in the file"));
        return differences;
    }

    private static List<String> column(Column declared, ExistingColumn there) {
        List<String> differences = new ArrayList<>();
        if (!there.type().equals(declared.type().formatted())) {
            differences.add("column " + declared.name() + " is " + there.type() + ", the migration file declares "
                    + declared.type());
        }
        if (there.notNull() == declared.nullable()) {
            differences.add("column " + declared.name() + (there.notNull() ? " is NOT NULL" : " is nullable")
                    + ", the migration file declares " + (declared.nullable() ? "nullable" : "NOT NULL"));
        }
        if (there.generated()) {
            differences.add("column " + declared.name() + " is generated, it cannot be written");
        }
        return differences;
    }
}
