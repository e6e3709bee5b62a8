package dev.tidegate.validator.integrity;

/** Why the row is not there, by MongoDB's documents. */
public enum OrphanKind {
    /** MongoDB has no such document: the application's own dangling reference. */
    DANGLING_IN_SOURCE,
    /** The document exists and is a dead letter without a row. */
    DEAD_LETTER,
    /** The document exists, and {@code duplicates: keep_newest} took its row out. */
    DUPLICATE,
    /** The document exists, and the migration file's {@code where} leaves it out. */
    EXCLUDED,
    /** The document exists and should have a row, or the referring row should be gone: a loss, or in flight. */
    BROKEN,
    /** No id of the collection that is referred to: another collection's tag, another version, or not in the map. */
    FOREIGN_ID;

    /** A row is to come: the document is to be corrected, and nothing done to what refers to it. */
    public boolean isToCome() {
        return this == DEAD_LETTER;
    }

    /** A difference between the two ends, as opposed to what they agree about. */
    public boolean isDifference() {
        return this == BROKEN || this == FOREIGN_ID;
    }
}
