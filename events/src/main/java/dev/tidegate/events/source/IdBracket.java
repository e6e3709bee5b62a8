package dev.tidegate.events.source;

import java.util.List;

/**
 * Types of {@code _id} that MongoDB compares with each other. A comparison in a query meets only values of its own
 * bracket, so that a collection is read bracket by bracket; together they hold every id.
 */
public enum IdBracket {
    OBJECT_ID("objectId"),
    STRING("string"),
    NUMBER("int", "long", "double", "decimal"),
    BINARY("binData"),
    DATE("date"),
    DOCUMENT("object"),
    /** Whatever is none of the others; few documents can have such an id. */
    OTHER;

    private final List<String> types;

    IdBracket(String... types) {
        this.types = List.of(types);
    }

    /** MongoDB's names of the BSON types in it; none for {@link #OTHER}. */
    public List<String> types() {
        return types;
    }

    /** Whether reading can resume after any id of it. */
    public boolean isOrdered() {
        return this != OTHER;
    }
}
