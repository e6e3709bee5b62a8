package dev.tidegate.validator.types;

import java.util.List;

/**
 * One way in which a column, or values in it, are not of the type that the file says.
 *
 * @param column an enum's name where {@code kind} is about its labels
 * @param count rows, or list elements' rows; 1 for what is about the column itself
 * @param examples primary keys of the first such rows, each part as PostgreSQL prints it
 * @param detail what is and what the file says; never a value
 */
public record TypeFinding(
        String table, String column, Kind kind, long count, List<List<String>> examples, String detail) {

    public enum Kind {
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

    public TypeFinding {
        examples = examples.stream().map(List::copyOf).toList();
    }
}
