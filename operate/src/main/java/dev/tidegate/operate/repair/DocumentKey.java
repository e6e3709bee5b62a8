package dev.tidegate.operate.repair;

import dev.tidegate.mapping.id.DocumentId;

/** A document that is to be re-read; two ids are one as {@code DocumentId} says. */
record DocumentKey(String collection, String canonicalId) {
    static DocumentKey of(String collection, DocumentId id) {
        return new DocumentKey(collection, id.canonical());
    }
}
