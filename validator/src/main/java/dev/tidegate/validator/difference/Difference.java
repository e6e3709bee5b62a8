package dev.tidegate.validator.difference;

import dev.tidegate.mapping.declaration.TableKind;
import java.util.Optional;

/**
 * Something that is not the same at both ends. Holds ids, names and kinds of values, never values.
 *
 * @param table in PostgreSQL; Tidegate's own with their schema
 * @param id as {@code tidegate.dead_letter} shows a document's; of an edge both, left first; the row's own where no
 *     document can be told from it
 * @param field of the document, dotted; empty where the difference is not about one
 * @param document what the document holds, as BSON names it ({@code int32}, {@code array of 3}), or {@code absent}
 * @param row what the row holds, as PostgreSQL names it ({@code integer}, {@code NULL}), or {@code no row}
 */
public record Difference(
        Subject subject,
        String table,
        String id,
        Optional<String> column,
        Optional<String> field,
        Kind kind,
        String document,
        String row,
        String detail) {

    public enum Kind {
        MISSING_ROW(Layer.ROW_COUNT),
        EXTRA_ROW(Layer.ROW_COUNT),
        /** A column of a row, or of a child's row, holds something else than the document. */
        VALUE(Layer.RECORD),
        MISSING_CHILD(Layer.ROW_COUNT),
        EXTRA_CHILD(Layer.ROW_COUNT),
        MISSING_EDGE(Layer.ROW_COUNT),
        EXTRA_EDGE(Layer.ROW_COUNT),
        MISSING_UNMAPPED(Layer.RECORD),
        EXTRA_UNMAPPED(Layer.RECORD),
        UNMAPPED_CONTENT(Layer.RECORD),
        MISSING_ID_MAP(Layer.RECORD),
        EXTRA_ID_MAP(Layer.RECORD),
        ID_MAP_CONTENT(Layer.RECORD),
        /** The document cannot be a row, and nothing says so. */
        DEAD_LETTER_MISSING(Layer.ROW_COUNT),
        /** The document can be a row. */
        DEAD_LETTER_UNEXPECTED(Layer.RECORD),
        /** The source has no such document. */
        DEAD_LETTER_EXTRA(Layer.RECORD),
        /** The document cannot be a row, but for another reason. */
        DEAD_LETTER_REASON(Layer.RECORD),
        /** Stale is said without an older row, or an older row is there and not said to be stale. */
        STALE_FLAG(Layer.RECORD),
        /** PostgreSQL refuses a row still, but for another reason than the one that is noted. */
        OTHER_REFUSAL(Layer.RECORD),
        /** The documents of a table are not its rows and what is accounted for. */
        COUNT(Layer.ROW_COUNT),
        /** A reference to a row that should be there. */
        BROKEN_REFERENCE(Layer.REFERENCE),
        /** A reference that is no id of the collection it refers to. */
        FOREIGN_ID(Layer.REFERENCE),
        /** A column, or a value in it, that is not of the file's type. */
        TYPE(Layer.TYPE);

        private final Layer layer;

        Kind(Layer layer) {
            this.layer = layer;
        }

        public Layer layer() {
            return layer;
        }

        /** Of a row that no document gives. */
        public static Kind extra(TableKind table) {
            return switch (table) {
                case ENTITY -> EXTRA_ROW;
                case CHILD -> EXTRA_CHILD;
                case JUNCTION -> EXTRA_EDGE;
                case UNMAPPED -> EXTRA_UNMAPPED;
                case DEAD_LETTER -> DEAD_LETTER_EXTRA;
                case ID_MAP -> EXTRA_ID_MAP;
            };
        }
    }

    /** This one, of which it could not be told whether it stays. */
    public Difference undecided() {
        String more = detail + "; undecided: the pipeline had not passed it, or it kept changing";
        return new Difference(subject, table, id, column, field, kind, document, row, more);
    }

    /** The same of another table. */
    public Difference in(String other) {
        return new Difference(subject, other, id, column, field, kind, document, row, detail);
    }

    public Difference as(Kind other) {
        return new Difference(subject, table, id, column, field, other, document, row, detail);
    }

    public Difference because(String reason) {
        return new Difference(subject, table, id, column, field, kind, document, row, reason);
    }

    /** A difference that is not about one column. */
    public static Difference of(Subject subject, String table, Kind kind, String document, String row, String detail) {
        return new Difference(
                subject, table, subject.display(), Optional.empty(), Optional.empty(), kind, document, row, detail);
    }
}
