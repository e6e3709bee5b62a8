package dev.tidegate.mapping.id;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.Migration;
import java.util.List;
import java.util.UUID;

/**
 * Whose a row of an entity's table is. Several collections may share a table: their ids tell by their tags which of them a
 * row is of. An id that has none of these tags is of the one collection that may have ids of other types, else of the first.
 */
public record TableOwners(List<CollectionMapping> sharing) {
    public TableOwners {
        sharing = List.copyOf(sharing);
    }

    /** @param table of some collection's documents */
    public static TableOwners of(Migration migration, String table) {
        return new TableOwners(migration.collections().stream()
                .filter(collection -> collection.table().equals(table))
                .toList());
    }

    public boolean isShared() {
        return sharing.size() > 1;
    }

    public CollectionMapping of(UUID rowId) {
        return sharing.stream()
                .filter(collection -> CollectionIds.of(collection).isOwn(rowId))
                .findFirst()
                .orElseGet(this::ofRest);
    }

    /** That with rows whose ids have no tag. */
    public CollectionMapping ofRest() {
        return sharing.stream()
                .filter(collection -> collection.ids() == IdKind.ANY)
                .findFirst()
                .orElse(sharing.get(0));
    }
}
