package dev.tidegate.validator;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.CollectionIds;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.types.ObjectId;

/** Tells whose document a row id stands for, where several collections may go to one table. */
final class RowOwners {
    private final CollectionIds own;
    private final List<CollectionMapping> sameTable;
    private final boolean isFirst;

    RowOwners(CollectionMapping collection, Migration migration) {
        this.own = new CollectionIds(collection.collection(), collection.tag());
        this.sameTable = migration.collections().stream()
                .filter(other -> other.table().equals(collection.table()))
                .toList();
        this.isFirst = sameTable.get(0).equals(collection);
    }

    /** The ObjectId inside, when it is of this collection. */
    Optional<ObjectId> objectId(UUID rowId) {
        return rowId != null && own.isOwn(rowId) ? Optional.of(CollectionIds.objectId(rowId)) : Optional.empty();
    }

    /** True when no collection can own that row, and this one is to report it. */
    boolean isNobodys(UUID rowId) {
        return isFirst && sameTable.stream().noneMatch(collection -> mayOwn(collection, rowId));
    }

    private static boolean mayOwn(CollectionMapping collection, UUID rowId) {
        if (rowId == null) {
            return false;
        }
        return new CollectionIds(collection.collection(), collection.tag()).isOwn(rowId)
                || collection.ids() == IdKind.ANY && rowId.version() == 5;
    }
}
