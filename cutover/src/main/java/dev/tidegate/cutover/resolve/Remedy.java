package dev.tidegate.cutover.resolve;

/**
 * The policy for dangling references of one column, applied to what the column allows.
 *
 * @param text for people: what {@code --apply} does, or why it does nothing and what to do instead
 */
public record Remedy(RemedyKind kind, String text) {

    public boolean blocks() {
        return kind == RemedyKind.BLOCKS;
    }

    static Remedy blocks(String text) {
        return new Remedy(RemedyKind.BLOCKS, text);
    }
}
