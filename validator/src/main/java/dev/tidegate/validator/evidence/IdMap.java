package dev.tidegate.validator.evidence;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.identity.RowIds;
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.bson.BsonValue;

/** Leads row ids of one collection back to their documents: by decoding, else by {@code tidegate.id_map}. */
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
                .forEach(row -> DocumentId.parse((String) row[document])
                        .filter(value -> ids.rowId(value).equals(row[id]))
                        .ifPresent(value -> found.put((UUID) row[id], value)));
    }
}
