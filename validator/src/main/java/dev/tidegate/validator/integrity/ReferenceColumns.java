package dev.tidegate.validator.integrity;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Junction.End;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Reference;
import dev.tidegate.mapping.declaration.Reference.Candidate;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.integrity.ReferenceColumn.Referrer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every foreign key that a migration file declares, both ends of every junction and the parent of every child; in the
 * order of the file.
 */
public final class ReferenceColumns {
    private final Migration migration;
    private final List<ReferenceColumn> found = new ArrayList<>();

    private ReferenceColumns(Migration migration) {
        this.migration = migration;
    }

    public static List<ReferenceColumn> of(Migration migration) {
        var columns = new ReferenceColumns(migration);
        Set<String> met = new HashSet<>();
        migration.collections().forEach(collection -> columns.collection(collection, met.add(collection.table())));
        migration.junctions().forEach(columns::junction);
        return List.copyOf(columns.found);
    }

    /** @param isFirst of those that share its table */
    private void collection(CollectionMapping collection, boolean isFirst) {
        if (isFirst) {
            scalars(migration.table(collection.table()), collection, collection.columns(), Optional.empty());
        }
        for (ChildTable child : collection.children()) {
            Table table = migration.table(child.table());
            parent(table, collection, child);
            scalars(table, collection, child.columns(), Optional.of(child));
        }
    }

    private void parent(Table table, CollectionMapping collection, ChildTable child) {
        found.add(new ReferenceColumn(
                table,
                child.parentColumn(),
                constraint(table, child.parentColumn()),
                collection.table(),
                collection.idColumn(),
                collection,
                new Referrer(collection, 0, List.of()),
                true,
                List.of()));
    }

    private void scalars(Table table, CollectionMapping from, List<ColumnMapping> columns, Optional<ChildTable> child) {
        for (ForeignKey key : table.foreignKeys()) {
            boolean isParent = child.filter(each -> each.parentColumn().equals(key.column()))
                    .isPresent();
            if (!isParent) {
                found.add(new ReferenceColumn(
                        table,
                        key.column(),
                        Optional.of(key.name()),
                        key.referencedTable(),
                        key.referencedColumn(),
                        referenced(key, columns),
                        new Referrer(from, 0, fields(key.column(), columns, child)),
                        false,
                        elsewhere(key.column(), columns)));
            }
        }
    }

    private void junction(Junction junction) {
        Table table = migration.table(junction.table());
        end(table, junction.left(), junction.right(), 1);
        end(table, junction.right(), junction.left(), 0);
    }

    /** @param otherPart place of the other end's id in the junction's key */
    private void end(Table table, End end, End other, int otherPart) {
        CollectionMapping referenced = migration.collection(end.collection());
        found.add(new ReferenceColumn(
                table,
                end.column(),
                constraint(table, end.column()),
                referenced.table(),
                referenced.idColumn(),
                referenced,
                new Referrer(
                        migration.collection(other.collection()),
                        otherPart,
                        other.array().map(List::of).orElse(List.of())),
                other.array().isEmpty(),
                List.of()));
    }

    /** Its own fields, and those of columns whose ids come here when they live here. */
    private static List<String> fields(String column, List<ColumnMapping> columns, Optional<ChildTable> child) {
        Set<String> fields = new LinkedHashSet<>();
        for (ColumnMapping mapping : columns) {
            boolean leadsHere = mapping.column().equals(column)
                    || mapping.reference().stream()
                            .flatMap(reference -> reference.candidates().stream())
                            .anyMatch(candidate -> candidate.column().equals(column));
            if (leadsHere) {
                fields.addAll(fields(mapping, child));
            }
        }
        return List.copyOf(fields);
    }

    private static List<String> fields(ColumnMapping mapping, Optional<ChildTable> child) {
        boolean takesElement = child.flatMap(ChildTable::scalarColumn)
                .filter(mapping.column()::equals)
                .isPresent();
        if (takesElement) {
            return List.of(child.get().field());
        }
        String prefix = child.map(each -> each.field() + ".").orElse("");
        return mapping.fields().stream().map(field -> prefix + field).toList();
    }

    private List<CollectionMapping> elsewhere(String column, List<ColumnMapping> columns) {
        return columns.stream()
                .filter(mapping -> mapping.column().equals(column))
                .flatMap(mapping -> mapping.reference().stream())
                .filter(Reference::asksForExistingIds)
                .flatMap(reference -> reference.candidates().stream())
                .filter(candidate -> !candidate.column().equals(column))
                .map(Candidate::collection)
                .map(migration::collection)
                .toList();
    }

    /** That whose ids come into the column: of several that share a table, too. */
    private CollectionMapping referenced(ForeignKey key, List<ColumnMapping> columns) {
        return columns.stream()
                .filter(mapping -> mapping.column().equals(key.column()))
                .flatMap(mapping -> mapping.reference().stream())
                .flatMap(reference -> reference.candidates().stream())
                .filter(candidate -> candidate.column().equals(key.column()))
                .map(candidate -> migration.collection(candidate.collection()))
                .filter(collection -> collection.table().equals(key.referencedTable()))
                .findFirst()
                .orElseGet(() -> collectionOf(key.referencedTable()));
    }

    private CollectionMapping collectionOf(String table) {
        return migration.collections().stream()
                .filter(collection -> collection.table().equals(table))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no collection has the table " + table));
    }

    private static Optional<String> constraint(Table table, String column) {
        return table.foreignKeys().stream()
                .filter(key -> key.column().equals(column))
                .map(ForeignKey::name)
                .findFirst();
    }
}
