package dev.tidegate.validator.types;

public enum TypeFindingKind {
    TABLE_MISSING,
    COLUMN_MISSING,
    /** Another type, or one with a length or precision that the file does not have. */
    COLUMN_TYPE,
    NULLABILITY,
    ENUM_LABEL_MISSING,
    ENUM_LABEL_EXTRA,
    ENUM_LABEL_ORDER,
    /** A value that is no label of the file. */
    ENUM_VALUE,
    TIMESTAMP_INFINITE,
    /** Finer than the milliseconds that a BSON date has. */
    TIMESTAMP_PRECISION,
    UUID_VERSION,
    /** The id of another collection's document. */
    UUID_TAG,
    /** Of two dimensions or more, or not counted from 1. */
    ARRAY_SHAPE
}
