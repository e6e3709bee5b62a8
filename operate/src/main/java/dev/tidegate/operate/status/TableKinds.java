package dev.tidegate.operate.status;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.status.MigrationStatus.TableStatus.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which table is what, and the collection whose documents are its rows. */
final class TableKinds {
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, String> collections = new HashMap<>();

    TableKinds(Migration migration) {
        for (CollectionMapping mapping : migration.collections()) {
            kinds.put(mapping.table(), Kind.ENTITY);
            collections.put(mapping.table(), mapping.collection());
            for (ChildTable child : mapping.children()) {
                kinds.put(child.table(), Kind.CHILD);
            }
        }
        for (Junction junction : migration.junctions()) {
            kinds.put(junction.table(), Kind.JUNCTION);
        }
    }

    Kind kind(String table) {
        return kinds.get(table);
    }

    /** Empty for junctions and children: no document is one of their rows. */
    Optional<String> collection(String table) {
        return Optional.ofNullable(collections.get(table));
    }
}
