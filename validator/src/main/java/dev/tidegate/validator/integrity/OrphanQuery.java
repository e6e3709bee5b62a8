package dev.tidegate.validator.integrity;

import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.mapping.declaration.Table;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The anti-join of one reference column. */
final class OrphanQuery {
    private final ReferenceColumn reference;
    private final Table table;

    OrphanQuery(ReferenceColumn reference) {
        this.reference = reference;
        this.table = reference.table();
    }

    /** Ids that are not NULL. */
    long references(Connection target) {
        return TargetRead.count(target, table, "SELECT count(" + quote(reference.column()) + ") FROM " + quote(table));
    }

    void all(Connection target, Consumer<RawOrphan> orphans) {
        read(target, select() + " WHERE " + isOrphan(), List.of(), orphans);
    }

    /** Those of the rows with these keys that are orphans still, whatever they refer to now. */
    void among(Connection target, List<List<String>> keys, Consumer<RawOrphan> orphans) {
        List<String> unnested = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        List<Object> arrays = new ArrayList<>();
        for (int part = 0; part < table.primaryKey().size(); part++) {
            int index = part;
            String column = table.primaryKey().get(part);
            unnested.add("?::text[]::" + TargetRead.type(table, column) + "[]");
            names.add("k" + part);
            conditions.add("c." + quote(column) + " = k.k" + part);
            arrays.add(TargetRead.array(
                    target, "text", keys.stream().map(key -> key.get(index)).toList()));
        }
        String join = " JOIN unnest(" + String.join(", ", unnested) + ") AS k (" + String.join(", ", names) + ") ON "
                + String.join(" AND ", conditions);
        read(target, select() + join + " WHERE " + isOrphan(), arrays, orphans);
    }

    private String select() {
        return "SELECT " + TargetRead.keyTexts(table, "c") + ", c." + quote(reference.column()) + " FROM "
                + quote(table) + " c";
    }

    private String isOrphan() {
        String column = "c." + quote(reference.column());
        return column + " IS NOT NULL AND NOT EXISTS (SELECT FROM "
                + quote(table.schema(), reference.referencedTable()) + " p WHERE p."
                + quote(reference.referencedColumn()) + " = " + column + ")";
    }

    private void read(Connection target, String sql, List<Object> arguments, Consumer<RawOrphan> orphans) {
        int parts = table.primaryKey().size();
        TargetRead.each(
                target,
                table,
                sql,
                arguments,
                row -> orphans.accept(new RawOrphan(TargetRead.key(row, parts), row.getObject(parts + 1, UUID.class))));
    }
}
