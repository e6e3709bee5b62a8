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
    private final int idIndex;
    private final List<String> key;
    private final List<String> types;
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
        this.types = key.stream()
                .map(name -> declared.column(name).type().toString())
                .toList();
        this.table = table.only(key);
        this.idIndex = 0;
        this.size = size;
    }

    /** False at the end. */
    boolean next(Connection connection) {
        List<Object[]> rows = table.page(key, types, after, size).all(connection);
        rowIds = rows.stream().map(row -> (UUID) row[idIndex]).toList();
        if (!rows.isEmpty()) {
            after = Arrays.stream(rows.get(rows.size() - 1))
                    .map(String::valueOf)
                    .toList();
        }
        return !rows.isEmpty();
    }

    List<UUID> rowIds() {
        return rowIds;
    }
}
