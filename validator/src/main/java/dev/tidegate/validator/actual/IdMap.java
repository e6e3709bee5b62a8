package dev.tidegate.validator.actual;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.identity.RowIds;
import dev.tidegate.validator.refusal.RefusedRows;
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.BsonValue;

/**
 * Resolves row ids of one collection to their documents: by decoding, else by {@code tidegate.id_map}, else by
 * {@code tidegate.refused_row}: a document that was deleted is in the id map no more, and its row may be there.
 */
public final class IdMap {
    private final CollectionMapping collection;
    private final RowIds ids;

    public IdMap(CollectionMapping collection) {
        this.collection = collection;
        this.ids = new RowIds(collection);
    }

    /** Row ids that lead nowhere are left out. */
    public Map<UUID, BsonValue> documentIds(Connection connection, Collection<UUID> rowIds) {
        var found = new HashMap<UUID, BsonValue>();
        var others = new ArrayList<UUID>();
        for (UUID rowId : rowIds) {
            ids.documentId(rowId).ifPresentOrElse(id -> found.put(rowId, id), () -> others.add(rowId));
        }
        if (collection.ids() == IdKind.ANY && !others.isEmpty()) {
            lookUp(connection, others, found);
        }
        return found;
    }

    private void lookUp(Connection connection, Collection<UUID> rowIds, Map<UUID, BsonValue> found) {
        TargetTable table = TargetTable.of(TidegateTables.ID_MAP).where("collection", collection.collection());
        int id = table.indexOf("id");
        int document = table.indexOf("document_id");
        table.among("id", "uuid", rowIds.toArray())
                .all(connection)
                .forEach(row -> add((UUID) row[id], (String) row[document], found));
        List<UUID> others =
                rowIds.stream().filter(rowId -> !found.containsKey(rowId)).toList();
        if (!others.isEmpty()) {
            RefusedRows.deleted(connection, collection.collection(), others)
                    .forEach((rowId, shown) -> add(rowId, shown, found));
        }
    }

    private void add(UUID rowId, String shown, Map<UUID, BsonValue> found) {
        DocumentId.parse(shown)
                .filter(value -> ids.rowId(value).equals(rowId))
                .ifPresent(value -> found.put(rowId, value));
    }
}
