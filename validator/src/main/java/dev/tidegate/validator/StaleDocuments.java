package dev.tidegate.validator;

import dev.tidegate.mapping.declaration.Junction.End;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.bson.types.ObjectId;

/** Tells documents whose older version is still in the tables: what that version held cannot be known. */
final class StaleDocuments {
    private final Connection target;

    StaleDocuments(Connection target) {
        this.target = target;
    }

    /** True when the edge may be one that a stale document at this end held once. */
    boolean mayHold(End end, String id) {
        return end.array().isPresent() && isStale(end.collection(), documentId(id));
    }

    private boolean isStale(String collection, String documentId) {
        return DeadLetterRow.TABLE
                .where("collection", collection)
                .rowsWith(target, "document_id", "text", new Object[] {documentId})
                .stream()
                .map(DeadLetterRow::of)
                .anyMatch(DeadLetterRow::stale);
    }

    private String documentId(String id) {
        return ObjectId.isValid(id) ? id : fromIdMap(id);
    }

    private String fromIdMap(String rowId) {
        TargetTable idMap = TargetTable.of(TidegateTables.ID_MAP);
        List<Object[]> found = idMap.rowsWith(target, "id", "uuid", new Object[] {UUID.fromString(rowId)});
        return found.isEmpty() ? rowId : (String) found.get(0)[idMap.indexOf("document_id")];
    }
}
