package dev.tidegate.validator.difference;

import dev.tidegate.mapping.declaration.TableKind;

public enum DifferenceKind {
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

    DifferenceKind(Layer layer) {
        this.layer = layer;
    }

    public Layer layer() {
        return layer;
    }

    /** Of a row that no document gives. */
    public static DifferenceKind extra(TableKind table) {
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
