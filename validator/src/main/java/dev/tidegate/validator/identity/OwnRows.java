package dev.tidegate.validator.identity;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.TableOwners;
import dev.tidegate.validator.target.TargetTable;

/** Of a table that several collections share, the rows of one. */
public final class OwnRows {
    private OwnRows() {}

    /** @param idColumn has the row ids of the collection's documents */
    public static TargetTable of(TargetTable rows, String idColumn, CollectionMapping collection, Migration migration) {
        TableOwners owners = TableOwners.of(migration, collection.table());
        if (!owners.isShared()) {
            return rows;
        }
        if (!collection.equals(owners.ofRest())) {
            return rows.matching(idColumn, id -> TagPattern.isMet(id, collection.tag()));
        }
        TargetTable own = rows;
        for (CollectionMapping other : owners.sharing()) {
            if (!other.equals(collection)) {
                own = own.matching(idColumn, id -> "NOT " + TagPattern.isMet(id, other.tag()));
            }
        }
        return own;
    }
}
