package dev.tidegate.operate.repair;

import dev.tidegate.mapping.id.DocumentId;

/** A document that is to be sent again; two ids are one as {@code DocumentId} says. */
record Place(String collection, String canonicalId) {
    static Place of(String collection, DocumentId id) {
        return new Place(collection, id.canonical());
    }
}
