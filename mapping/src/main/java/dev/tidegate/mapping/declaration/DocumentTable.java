package dev.tidegate.mapping.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table with rows of one collection's documents, and the columns by which those of one document are found. A junction
 * stands once for each end, a table of Tidegate's own once for each collection.
 *
 * @param idColumn has the document's row id; in {@code tidegate.dead_letter} its id as people see it
 * @param owner set for Tidegate's own tables, which have rows of all collections
 */
public record DocumentTable(
        CollectionMapping collection, TableKind kind, Table table, String idColumn, Optional<Owner> owner) {

    /** A row is of the collection when this column has this name: the collection's, or its table's. */
    public record Owner(String column, String name) {}

    /** Those of every collection. */
    public static List<DocumentTable> of(Migration migration) {
        return migration.collections().stream()
                .flatMap(collection -> of(migration, collection).stream())
                .toList();
    }

    /** Those of one collection: its own table, children, junctions, then Tidegate's own. */
    public static List<DocumentTable> of(Migration migration, CollectionMapping collection) {
        List<DocumentTable> tables = new ArrayList<>();
        tables.add(of(collection, TableKind.ENTITY, migration.table(collection.table()), collection.idColumn()));
        for (ChildTable child : collection.children()) {
            tables.add(of(collection, TableKind.CHILD, migration.table(child.table()), child.parentColumn()));
        }
        for (Junction junction : migration.junctions()) {
            for (Junction.End end : junction.endsIn(collection.collection())) {
                tables.add(of(collection, TableKind.JUNCTION, migration.table(junction.table()), end.column()));
            }
        }
        var byTable = new Owner("table", collection.table());
        var byName = new Owner("collection", collection.collection());
        tables.add(own(collection, TableKind.UNMAPPED, TidegateTables.UNMAPPED, "id", byTable));
        tables.add(own(collection, TableKind.DEAD_LETTER, TidegateTables.DEAD_LETTER, "document_id", byName));
        tables.add(own(collection, TableKind.ID_MAP, TidegateTables.ID_MAP, "id", byName));
        return List.copyOf(tables);
    }

    private static DocumentTable of(CollectionMapping collection, TableKind kind, Table table, String idColumn) {
        return new DocumentTable(collection, kind, table, idColumn, Optional.empty());
    }

    private static DocumentTable own(
            CollectionMapping collection, TableKind kind, Table table, String idColumn, Owner owner) {
        return new DocumentTable(collection, kind, table, idColumn, Optional.of(owner));
    }

    /** True when each row has the row id of the one document that it is of: no edges, no dead letters. */
    public boolean isByRowId() {
        return kind != TableKind.JUNCTION && kind != TableKind.DEAD_LETTER;
    }

    /** The table's name in reports. */
    public String name() {
        return table.displayName();
    }
}
