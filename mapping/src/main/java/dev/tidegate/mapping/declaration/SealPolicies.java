package dev.tidegate.mapping.declaration;

/**
 * What becomes of rows that a foreign key or a unique constraint would refuse. Nothing of it happens while rows flow: it
 * is for the moment when constraints are sealed.
 */
public record SealPolicies(Dangling dangling, Duplicates duplicates) {

    public static final SealPolicies DEFAULTS = new SealPolicies(Dangling.KEEP, Duplicates.BLOCK);

    /** For references whose document does not exist. */
    public enum Dangling {
        /** They stay as they are, and block the foreign key. */
        KEEP,
        NULL_AND_RECORD,
        /** An empty parent row. */
        PLACEHOLDER,
        FAIL
    }

    /** For two documents with one value of a unique index. */
    public enum Duplicates {
        BLOCK,
        /** The others become dead letters. */
        KEEP_NEWEST
    }
}
