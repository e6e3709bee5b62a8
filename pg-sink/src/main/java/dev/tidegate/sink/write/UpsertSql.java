package dev.tidegate.sink.write;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.Table;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The parts that every INSERT of rows into a table shares. */
final class UpsertSql {
    private static final Set<ColumnKind> NUMBERS = EnumSet.of(ColumnKind.NUMERIC, ColumnKind.REAL, ColumnKind.DOUBLE);

    private UpsertSql() {}

    static String columns(Table table) {
        return Sql.quote(table.columns().stream().map(Column::name).toList());
    }

    /** Under another name than its own: a table may be called {@code excluded}. */
    static String insertInto(Table table) {
        return "INSERT INTO " + Sql.quote(table) + " AS row_there (" + columns(table) + ")";
    }

    /**
     * A row that is there takes every value of the new one; a table of keys alone has nothing to take. Keys that are equal
     * are the same, but for numbers: 42 and 42.0 are one key, and the new scale is to be seen, or the sign of zero.
     */
    static String onConflict(Table table) {
        List<String> others = table.columns().stream()
                .filter(column -> !table.primaryKey().contains(column.name())
                        || NUMBERS.contains(column.type().kind()))
                .map(Column::name)
                .toList();
        String key = " ON CONFLICT (" + Sql.quote(table.uniqueColumns()) + ") DO ";
        if (others.isEmpty()) {
            return key + "NOTHING";
        }
        return key + "UPDATE SET "
                + others.stream()
                        .map(Sql::quote)
                        .map(name -> name + " = EXCLUDED." + name)
                        .collect(Collectors.joining(", "));
    }
}
