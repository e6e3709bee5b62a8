package dev.tidegate.validator.compare;

import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.actual.Selection;
import dev.tidegate.validator.difference.Subject.Edge;
import dev.tidegate.validator.target.TargetRows;
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** The rows of one junction. */
public final class JunctionTable {
    private final Junction junction;
    private final TargetTable table;
    private final int leftIndex;
    private final int rightIndex;

    public JunctionTable(Junction junction, Migration migration) {
        this.junction = junction;
        this.table = TargetTable.of(migration.table(junction.table()));
        this.leftIndex = table.indexOf(junction.left().column());
        this.rightIndex = table.indexOf(junction.right().column());
    }

    Table table() {
        return table.table();
    }

    public Junction declared() {
        return junction;
    }

    /** Passes every edge whose left or right end is selected. */
    void read(Connection connection, boolean left, Selection ends, Consumer<Edge> edges) {
        String column = junction.end(left).column();
        TargetTable part = ends instanceof Selection.Interval interval
                ? table.between(column, interval.after(), interval.upTo())
                : table.among(column, "uuid", ((Selection.Named) ends).rowIds().toArray());
        try (TargetRows rows = part.rows(connection)) {
            while (rows.hasNext()) {
                edges.accept(edge(rows.take()));
            }
        }
    }

    /** The first edges behind this one, in the order of the primary key. */
    public List<Edge> page(Connection connection, Optional<Edge> after, int limit) {
        List<String> last = after.map(
                        edge -> List.of(edge.left().toString(), edge.right().toString()))
                .orElse(List.of());
        List<String> key = List.of(junction.left().column(), junction.right().column());
        return table.page(key, last, limit).all(connection).stream()
                .map(this::edge)
                .toList();
    }

    /** Which of these edges have a row. */
    Set<Edge> existing(Connection connection, Collection<Edge> edges) {
        UUID[] lefts = edges.stream().map(Edge::left).toArray(UUID[]::new);
        UUID[] rights = edges.stream().map(Edge::right).toArray(UUID[]::new);
        String left = junction.left().column();
        String right = junction.right().column();
        var found = new HashSet<Edge>();
        table.amongPairs(left, right, lefts, rights).all(connection).forEach(row -> found.add(edge(row)));
        return found;
    }

    private Edge edge(Object[] row) {
        return new Edge(junction.table(), (UUID) row[leftIndex], (UUID) row[rightIndex]);
    }
}
