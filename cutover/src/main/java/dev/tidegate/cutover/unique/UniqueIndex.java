package dev.tidegate.cutover.unique;

import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A unique index of the file.
 *
 * @param owner the collection whose documents the table's rows come from
 * @param isEntity a row stands for a whole document, as opposed to a child's
 */
public record UniqueIndex(Table table, Index index, CollectionMapping owner, boolean isEntity) {

    public static List<UniqueIndex> of(Migration migration) {
        List<UniqueIndex> indexes = new ArrayList<>();
        Set<String> met = new HashSet<>();
        for (CollectionMapping collection : migration.collections()) {
            if (met.add(collection.table())) {
                add(migration.table(collection.table()), collection, true, indexes);
            }
            collection.children().forEach(child -> add(migration.table(child.table()), collection, false, indexes));
        }
        return List.copyOf(indexes);
    }

    private static void add(Table table, CollectionMapping owner, boolean isEntity, List<UniqueIndex> indexes) {
        table.indexes().stream()
                .filter(Index::unique)
                .forEach(index -> indexes.add(new UniqueIndex(table, index, owner, isEntity)));
    }

    /** What the index holds, as a list of SQL expressions. */
    public List<String> entries() {
        return index.expression()
                .map(expression -> List.of("(" + expression + ")"))
                .orElseGet(() ->
                        index.columns().stream().map(column -> quote(column)).toList());
    }

    /** True of the rows that the index holds and that NULL does not keep from clashing. */
    public String condition() {
        return entries().stream().map(entry -> entry + " IS NOT NULL").collect(Collectors.joining(" AND "))
                + index.where().map(where -> " AND (" + where + ")").orElse("");
    }

    /** The value's number, how many rows have it, and their keys: the largest key first. */
    String clashes() {
        String key = quote(table.primaryKey());
        String entries = IntStream.range(0, entries().size())
                .mapToObj(place -> entries().get(place) + " AS \"~" + place + "\"")
                .collect(Collectors.joining(", "));
        String values = values("");
        String texts = table.primaryKey().stream()
                .map(column -> "r." + quote(column) + "::text")
                .collect(Collectors.joining(", "));
        String order = table.primaryKey().stream()
                .map(column -> "r." + quote(column) + " DESC")
                .collect(Collectors.joining(", "));
        return "WITH held AS (SELECT " + key + ", " + entries + " FROM " + quote(table) + " WHERE " + condition()
                + "), twice AS (SELECT row_number() OVER () AS number, count(*) AS rows, " + values
                + " FROM held GROUP BY " + values + " HAVING count(*) > 1)"
                + " SELECT " + texts + ", t.number, t.rows FROM twice t JOIN held r ON (" + values("t.") + ") = ("
                + values("r.") + ") ORDER BY t.number, " + order;
    }

    private String values(String prefix) {
        return IntStream.range(0, entries().size())
                .mapToObj(place -> prefix + "\"~" + place + "\"")
                .collect(Collectors.joining(", "));
    }
}
