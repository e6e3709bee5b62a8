package dev.tidegate.events.row;

import java.util.List;

/** The primary key of a row: values of the key columns in key order, of the same Java types as in {@link TableRow}. */
public record RowKey(List<Object> values) {
    public RowKey {
        values = List.copyOf(values);
    }
}
