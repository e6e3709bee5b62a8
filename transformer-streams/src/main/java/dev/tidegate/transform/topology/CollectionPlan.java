package dev.tidegate.transform.topology;

import dev.tidegate.events.row.RowKey;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.transform.document.CollectionRows;
import dev.tidegate.transform.document.RowSlot;
import dev.tidegate.transform.state.DocumentKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Where the rows of one collection's documents go. Thread-safe.
 *
 * @param asks true when its documents wait for answers
 * @param isAskedFor true when documents of some collection ask whether an id exists here
 */
record CollectionPlan(
        CollectionRows rows, TableTopic entity, List<SlotTarget> slots, boolean asks, boolean isAskedFor) {
    static final int NO_UNION = -1;

    /** @param union index in {@link TableTopics#unions}, or {@link #NO_UNION} */
    record SlotTarget(RowSlot slot, TableTopic topic, int union) {
        boolean isLeft() {
            return slot instanceof RowSlot.Edges edges && edges.left();
        }

        RowKey key(UUID documentId, Object part) {
            return slot.key(documentId, part);
        }
    }

    static CollectionPlan of(CollectionMapping mapping, Migration migration, TableTopics tables) {
        CollectionRows rows = new CollectionRows(mapping, migration);
        List<Junction> unions =
                migration.junctions().stream().filter(Junction::isUnion).toList();
        List<SlotTarget> slots = new ArrayList<>();
        for (RowSlot slot : rows.slots()) {
            int union = slot instanceof RowSlot.Edges edges ? unions.indexOf(edges.junction()) : NO_UNION;
            slots.add(new SlotTarget(slot, tables.of(slot.table()), union));
        }
        return new CollectionPlan(
                rows,
                tables.of(rows.table()),
                List.copyOf(slots),
                rows.asksForExistingIds(),
                migration.oneOfCandidates().contains(mapping.collection()));
    }

    String collection() {
        return rows.mapping().collection();
    }

    String source() {
        return rows.mapping().source();
    }

    DocumentKey key(String canonicalId) {
        return new DocumentKey(rows.mapping().entry().key(), canonicalId);
    }
}
