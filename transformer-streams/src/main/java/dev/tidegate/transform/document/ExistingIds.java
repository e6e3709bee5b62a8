package dev.tidegate.transform.document;

/** The ids that collections have: needed for references to one of several collections. */
@FunctionalInterface
public interface ExistingIds {

    /** @param canonicalId as in {@link dev.tidegate.mapping.id.DocumentId#canonical} */
    boolean exists(String collection, String canonicalId);
}
