package dev.tidegate.mapping.declaration;

/** What the rows of a table are to the documents that they come from. */
public enum TableKind {
    /** One row for each document. */
    ENTITY,
    /** One row for each element of an embedded array. */
    CHILD,
    /** One row for each edge, held by documents of either end. */
    JUNCTION,
    UNMAPPED,
    DEAD_LETTER,
    ID_MAP
}
