package dev.tidegate.transform.document;

import dev.tidegate.events.row.RowKey;
import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Table;
import java.util.List;
import java.util.UUID;

/** A place in a collection's documents that gives rows beside the entity's: an array of edges, or a child table. */
public sealed interface RowSlot {
    Table table();

    /** The primary key of the row that {@code part} names, of the document with that row id. */
    RowKey key(UUID documentId, Object part);

    /** @param left true when the array is in the documents of the junction's left end */
    record Edges(Table table, Junction junction, boolean left) implements RowSlot {
        Junction.End own() {
            return left ? junction.left() : junction.right();
        }

        Junction.End other() {
            return left ? junction.right() : junction.left();
        }

        @Override
        public RowKey key(UUID documentId, Object part) {
            return inKeyOrder(table, own().column(), documentId, part);
        }
    }

    record Children(Table table, ChildTable child) implements RowSlot {
        @Override
        public RowKey key(UUID documentId, Object part) {
            return inKeyOrder(table, child.parentColumn(), documentId, part);
        }
    }

    private static RowKey inKeyOrder(Table table, String ownColumn, UUID documentId, Object part) {
        boolean ownFirst = table.primaryKey().get(0).equals(ownColumn);
        return new RowKey(ownFirst ? List.of(documentId, part) : List.of(part, documentId));
    }
}
