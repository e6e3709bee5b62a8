package dev.tidegate.preflight.finding;

import dev.tidegate.mapping.id.CollectionIds;
import java.util.UUID;

/** The id that people know a document by, of its row's id. */
public final class ShownId {
    private ShownId() {}

    /** The ObjectId; of a document that has none only the row's UUID is known. */
    public static String of(UUID rowId) {
        return rowId.version() == 8 ? CollectionIds.objectId(rowId).toHexString() : "uuid " + rowId;
    }
}
