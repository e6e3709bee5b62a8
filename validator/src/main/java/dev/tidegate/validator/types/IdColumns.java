package dev.tidegate.validator.types;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Reference.Candidate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which collections' ids each uuid column, and each element of a uuid[] column, may hold. */
final class IdColumns {
    private record IdColumn(String table, String column) {}

    private final Migration migration;
    private final Map<IdColumn, Set<CollectionMapping>> collections = new LinkedHashMap<>();

    IdColumns(Migration migration) {
        this.migration = migration;
        for (DocumentTable each : DocumentTable.of(migration)) {
            if (each.owner().isEmpty()) {
                add(each.table().name(), each.idColumn(), each.collection());
            }
        }
        for (CollectionMapping collection : migration.collections()) {
            references(collection.table(), collection.columns());
            collection.children().forEach(child -> references(child.table(), child.columns()));
        }
    }

    Set<CollectionMapping> of(String table, String column) {
        return collections.getOrDefault(new IdColumn(table, column), Set.of());
    }

    boolean isId(String table, String column) {
        return collections.containsKey(new IdColumn(table, column));
    }

    private void references(String table, List<ColumnMapping> columns) {
        for (ColumnMapping column : columns) {
            column.reference().ifPresent(reference -> {
                of(new IdColumn(table, column.column())); // where all its ids go to other columns it may hold none
                for (Candidate candidate : reference.candidates()) {
                    add(table, candidate.column(), migration.collection(candidate.collection()));
                }
            });
        }
    }

    private void add(String table, String column, CollectionMapping collection) {
        of(new IdColumn(table, column)).add(collection);
    }

    private Set<CollectionMapping> of(IdColumn column) {
        return collections.computeIfAbsent(column, key -> new LinkedHashSet<>());
    }
}
