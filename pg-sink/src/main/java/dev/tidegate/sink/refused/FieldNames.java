package dev.tidegate.sink.refused;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** From a table's column back to the document's field, so that a dead letter names what its reader can find. */
final class FieldNames {
    private final Map<String, CollectionMapping> byTable;

    FieldNames(Migration migration) {
        this.byTable = migration.collections().stream()
                .collect(Collectors.toMap(CollectionMapping::table, mapping -> mapping, (first, second) -> first));
    }

    Optional<String> field(String table, String column) {
        CollectionMapping mapping = byTable.get(table);
        if (mapping == null) {
            return Optional.of(column);
        }
        return mapping.columns().stream()
                .filter(candidate -> candidate.column().equals(column))
                .map(ColumnMapping::fields)
                .filter(fields -> !fields.isEmpty())
                .map(fields -> fields.get(0))
                .findFirst()
                .or(() -> Optional.of(column));
    }
}
