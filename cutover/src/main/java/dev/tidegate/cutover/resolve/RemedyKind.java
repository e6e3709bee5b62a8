package dev.tidegate.cutover.resolve;

/** What {@code --apply} does about a dangling reference. */
public enum RemedyKind {
    /** No foreign key is to stand on the column. */
    NOTHING,
    SET_NULL,
    REMOVE_ROW,
    PLACEHOLDER,
    /** The document that refers becomes a dead letter. */
    TAKE_OUT,
    /** The foreign key cannot be sealed while there are any. */
    BLOCKS;

    /** Whether it takes away what refers to a document: not where that document's row is to come. */
    boolean takesAway() {
        return this == SET_NULL || this == REMOVE_ROW || this == TAKE_OUT;
    }
}
