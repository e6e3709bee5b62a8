package dev.tidegate.transform.topology;

import dev.tidegate.events.reread.OrphanRow;
import dev.tidegate.events.row.RowKey;
import dev.tidegate.transform.document.OwnedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Rows of a document that are to go unless it gives them; of other documents' rows nothing is done.
 *
 * @param entity the entity's row is not what is known of it: all that the document gave before is taken back first
 * @param owned edges and child rows
 */
record OrphanRows(boolean entity, List<OwnedKey> owned) {

    static OrphanRows of(DocumentVersion version, List<OrphanRow> rows) {
        boolean entity = false;
        List<OwnedKey> owned = new ArrayList<>();
        for (OrphanRow row : rows) {
            TableTopic table = version.plan().entity();
            if (row.table().equals(table.table().name())) {
                entity |= table.key(row.key().get()).values().get(0).equals(version.rowId());
            }
            addOwned(version, row, owned);
        }
        return new OrphanRows(entity, List.copyOf(owned));
    }

    /** A junction of a collection with itself has two slots: the row may be the document's at either end. */
    private static void addOwned(DocumentVersion version, OrphanRow row, List<OwnedKey> owned) {
        var slots = version.plan().slots();
        for (int slot = 0; slot < slots.size(); slot++) {
            TableTopic table = slots.get(slot).topic();
            if (row.table().equals(table.table().name())) {
                RowKey key = table.key(row.key().get());
                UUID own = version.rowId();
                for (Object part : key.values()) {
                    if (slots.get(slot).key(own, part).equals(key)) {
                        owned.add(new OwnedKey(slot, part));
                        break;
                    }
                }
            }
        }
    }
}
