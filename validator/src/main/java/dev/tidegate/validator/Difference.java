package dev.tidegate.validator;

import java.util.Optional;

/**
 * Something that is not the same at both ends. Holds ids and names, never field values.
 *
 * @param table in PostgreSQL; Tidegate's own with their schema
 * @param id the document's, as {@code tidegate.dead_letter} shows it; of an edge both, left first; the row's UUID where
 *     no document can be told from it
 */
public record Difference(String table, String id, Optional<String> column, Kind kind, String detail) {

    public enum Kind {
        MISSING_ROW,
        EXTRA_ROW,
        /** A column of a row, or of a child's row, holds something else than the document. */
        VALUE,
        MISSING_CHILD,
        EXTRA_CHILD,
        MISSING_EDGE,
        EXTRA_EDGE,
        MISSING_UNMAPPED,
        EXTRA_UNMAPPED,
        UNMAPPED_CONTENT,
        MISSING_ID_MAP,
        EXTRA_ID_MAP,
        ID_MAP_CONTENT,
        /** The document cannot be a row, and nothing says so. */
        DEAD_LETTER_MISSING,
        /** The document can be a row. */
        DEAD_LETTER_UNEXPECTED,
        /** The source has no such document. */
        DEAD_LETTER_EXTRA,
        /** The document cannot be a row, but for another reason. */
        DEAD_LETTER_REASON,
        /** Stale is said without an older row, or an older row is there and not said to be stale. */
        STALE_FLAG,
        /** Documents are not rows plus dead letters. */
        COUNT
    }

    static Difference of(String table, String id, Kind kind, String detail) {
        return new Difference(table, id, Optional.empty(), kind, detail);
    }
}
