package dev.tidegate.sink.index;

import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.sink.connect.Sql;

/** DDL of one secondary index. */
final class IndexDdl {
    private IndexDdl() {}

    static String createConcurrently(Table table, Index index) {
        String entries = index.expression().orElseGet(() -> Sql.quoted(index.columns()));
        return "CREATE INDEX CONCURRENTLY " + Sql.quoted(index.name()) + " ON " + Sql.quoted(table) + " USING "
                + index.method().name().toLowerCase(java.util.Locale.ROOT) + " (" + entries + ")"
                + index.where().map(predicate -> " WHERE " + predicate).orElse("");
    }
}
