package dev.tidegate.validator.integrity;

/** What was done to the row. */
public enum ResolutionKind {
    /** {@code column} was set NULL. */
    NULLED,
    REMOVED,
    /** A placeholder, or the dead letter of a document that was taken out. */
    INSERTED;

    /** As it stands in the table. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
