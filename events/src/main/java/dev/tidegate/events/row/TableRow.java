package dev.tidegate.events.row;

import java.util.List;

/**
 * A row of a table: one value for each column, in the declaration's order, null for NULL.
 *
 * <p>Java types by column kind: SMALLINT and INTEGER {@code Integer}; BIGINT {@code Long}; REAL {@code
 * Float}; DOUBLE {@code Double}; NUMERIC {@code String} in PostgreSQL's
 * own text form ({@code NaN}, {@code Infinity} and {@code -Infinity} included); BOOLEAN {@code Boolean}; DATE {@code Integer}, days since the epoch; TIMESTAMP and
 * TIMESTAMPTZ {@code Long}, milliseconds since the epoch in UTC; TEXT, VARCHAR, CHAR, ENUM, JSON and JSONB {@code String}; BYTEA {@code
 * java.nio.ByteBuffer}; UUID
 * {@code java.util.UUID}; LIST a {@code List} of its element's, null elements allowed.
 */
public record TableRow(List<Object> values) {
    public TableRow {
        values = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(values));
    }
}
