package dev.tidegate.mapping.declaration;

import java.util.List;
import java.util.Optional;

/**
 * A secondary index. Its entries are either columns or one SQL expression.
 *
 * @param tier 1 references, 2 filters, 3 full text, GIN and partial
 * @param unique sealed at cutover, never enforced while rows flow
 * @param where predicate of a partial index, SQL
 */
public record Index(
        String name,
        int tier,
        boolean unique,
        Method method,
        List<String> columns,
        Optional<String> expression,
        Optional<String> where) {

    public enum Method {
        BTREE,
        GIN,
        GIST,
        HASH,
        BRIN
    }

    public Index {
        columns = List.copyOf(columns);
        if (columns.isEmpty() == expression.isEmpty()) {
            throw new IllegalArgumentException("index " + name + " has either columns or an expression");
        }
    }
}
