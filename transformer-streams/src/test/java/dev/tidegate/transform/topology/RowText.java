package dev.tidegate.transform.topology;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.transform.topology.TopologyDriver.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Changes of rows as golden files show them: the table, the key, then every column that is not NULL, or "gone". A UUID
 * made of an ObjectId is shown as its collection and the ObjectId without leading zeros.
 */
final class RowText {
    private final Migration migration;

    RowText(Migration migration) {
        this.migration = migration;
    }

    String of(Change change) {
        String key = change.table().name() + " "
                + change.key().values().stream().map(this::text).toList();
        return change.row() == null ? key + " gone" : key + " " + columns(change);
    }

    private String columns(Change change) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < change.row().values().size(); i++) {
            var column = change.table().columns().get(i);
            Object value = change.row().values().get(i);
            if (value != null && !change.table().primaryKey().contains(column.name())) {
                texts.add(column.name() + "=" + text(value));
            }
        }
        return texts.isEmpty() ? "is there" : String.join(" ", texts);
    }

    private String text(Object value) {
        if (!(value instanceof UUID uuid)) {
            return value instanceof String ? "'" + value + "'" : String.valueOf(value);
        }
        for (CollectionMapping mapping : migration.collections()) {
            if (new CollectionIds(mapping.collection(), mapping.tag()).isOwn(uuid)) {
                String hex = CollectionIds.objectId(uuid).toHexString().replaceFirst("^0+", "");
                return mapping.collection() + "@" + hex;
            }
        }
        return uuid.toString();
    }
}
