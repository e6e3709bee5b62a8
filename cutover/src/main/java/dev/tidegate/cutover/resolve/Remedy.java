package dev.tidegate.cutover.resolve;

/**
 * What is to be done about references of one column that dangle, by the file's policy.
 *
 * @param text for people: what {@code --apply} does, or why it cannot and what to do instead
 */
public record Remedy(Kind kind, String text) {

    /** What becomes of the row, or of what it refers to. */
    public enum Kind {
        /** No foreign key is to stand on the column. */
        NOTHING,
        SET_NULL,
        REMOVE_ROW,
        PLACEHOLDER,
        /** The foreign key cannot be sealed while there are any. */
        BLOCKS
    }

    public boolean blocks() {
        return kind == Kind.BLOCKS;
    }

    static Remedy blocks(String text) {
        return new Remedy(Kind.BLOCKS, text);
    }
}
