package dev.tidegate.transform.document;

import java.util.Objects;

/**
 * Distinguishes one of a document's edges and child rows from its others.
 *
 * @param slot index of the edge array or child table in {@link CollectionRows#slots}
 * @param part the other end's id of an edge; the ordinal or the element key of a child row
 */
public record OwnedKey(int slot, Object part) {
    public OwnedKey {
        Objects.requireNonNull(part, "part");
    }
}
