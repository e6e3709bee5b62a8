package dev.tidegate.transform.document;

import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableRow;
import dev.tidegate.mapping.declaration.Table;
import java.util.Arrays;

/** Rows of junctions: they say no more than their key. */
public final class EdgeRows {
    private EdgeRows() {}

    public static TableRow row(Table table, RowKey key) {
        Object[] values = new Object[table.columns().size()];
        for (int i = 0; i < key.values().size(); i++) {
            int column = table.columns().indexOf(table.column(table.primaryKey().get(i)));
            values[column] = key.values().get(i);
        }
        return new TableRow(Arrays.asList(values));
    }
}
