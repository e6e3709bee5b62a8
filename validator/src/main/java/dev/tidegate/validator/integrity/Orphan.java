package dev.tidegate.validator.integrity;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A row that refers to a row which is not there.
 *
 * @param key the row's primary key, each part as PostgreSQL prints it, in key order
 * @param referrer row id of the document that the row comes from
 * @param target the id that no row has
 * @param referringDocument the document that the row comes from: 24 hex digits, else canonical Extended JSON; empty
 *     when its id does not follow from the row
 * @param missingDocument the document that {@code target} means, in the same form
 */
public record Orphan(
        String table,
        String column,
        String referencedTable,
        List<String> key,
        UUID referrer,
        UUID target,
        OrphanKind kind,
        Optional<String> referringDocument,
        Optional<String> missingDocument) {

    /** The first part of the row's key: its own id, a child's parent, an edge's left end. */
    public UUID rowId() {
        return UUID.fromString(key.get(0));
    }

    public Orphan {
        key = List.copyOf(key);
        Objects.requireNonNull(referrer, "referrer");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(kind, "kind");
    }
}
