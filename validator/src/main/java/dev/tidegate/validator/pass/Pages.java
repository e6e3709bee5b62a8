package dev.tidegate.validator.pass;

import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Row ids of a whole table, a page at a time in the order of its primary key, so that no transaction lasts long. */
final class Pages {
    private final TargetTable table;
    private final List<String> key;
    private final int size;
    private List<String> after = List.of();
    private List<UUID> rowIds = List.of();

    /** @param idColumn first of the primary key, or first behind {@code "table"} */
    Pages(TargetTable table, String idColumn, int size) {
        Table declared = table.table();
        this.key = declared.primaryKey()
                .subList(
                        declared.primaryKey().indexOf(idColumn),
                        declared.primaryKey().size());
        this.table = table.texts(key);
        this.size = size;
    }

    /** False at the end. */
    boolean next(Connection connection) {
        List<Object[]> rows = table.page(key, after, size).all(connection);
        rowIds = rows.stream().map(row -> UUID.fromString((String) row[0])).toList();
        if (!rows.isEmpty()) {
            after = Arrays.stream(rows.get(rows.size() - 1))
                    .map(String.class::cast)
                    .toList();
        }
        return !rows.isEmpty();
    }

    List<UUID> rowIds() {
        return rowIds;
    }
}
