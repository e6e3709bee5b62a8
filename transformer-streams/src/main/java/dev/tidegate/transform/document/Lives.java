package dev.tidegate.transform.document;

/** Tells where an id lives: needed for references to one of several collections. */
@FunctionalInterface
public interface Lives {

    /** @param canonicalId as in {@link dev.tidegate.mapping.id.DocumentId#canonical} */
    boolean lives(String collection, String canonicalId);
}
