package dev.tidegate.validator.edges;

import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.document.Verdict.ExpectedEdge;
import dev.tidegate.validator.target.TargetRows;
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonValue;

/**
 * Collects the edges that documents hold at either end, and compares them with the junction tables: both sides are sorted
 * within a fixed amount of memory. {@link #expect} may be called by several threads.
 */
public final class EdgeComparison implements AutoCloseable {
    private static final int EDGES_IN_MEMORY = 50_000;

    /** Told what differs, by the documents' ids. */
    public interface Listener {
        void missing(String junction, String left, String right);

        void extra(String junction, String left, String right);

        void rows(String junction, long rows);
    }

    private record Ends(Junction junction, EdgeEnd left, EdgeEnd right, SortedEdges held) {}

    private final Map<String, Ends> junctions = new LinkedHashMap<>();
    private final Migration migration;

    public EdgeComparison(Migration migration) {
        this.migration = migration;
        for (Junction junction : migration.junctions()) {
            var left = new EdgeEnd(migration.collection(junction.left().collection()));
            var right = new EdgeEnd(migration.collection(junction.right().collection()));
            junctions.put(junction.table(), new Ends(junction, left, right, new SortedEdges(EDGES_IN_MEMORY)));
        }
    }

    public void expect(BsonValue holder, ExpectedEdge edge) {
        Ends ends = junctions.get(edge.junction());
        var left = ends.left().of(edge.fromLeft() ? holder : edge.other());
        var right = ends.right().of(edge.fromLeft() ? edge.other() : holder);
        ends.held().add(new Edge(left.high(), left.low(), right.high(), right.low()));
    }

    /** All documents must have been told of. */
    public void compare(Connection connection, Listener listener) {
        junctions.values().forEach(ends -> compare(ends, connection, listener));
    }

    private void compare(Ends ends, Connection connection, Listener listener) {
        try (var stored = new SortedEdges(EDGES_IN_MEMORY)) {
            read(ends, connection, stored, listener);
            merge(ends, ends.held().sorted(), stored.sorted(), listener);
        }
    }

    private void read(Ends ends, Connection connection, SortedEdges stored, Listener listener) {
        Table table = migration.table(ends.junction().table());
        TargetTable target = TargetTable.of(table);
        int leftIndex = target.indexOf(ends.junction().left().column());
        int rightIndex = target.indexOf(ends.junction().right().column());
        try (TargetRows rows = target.rows(connection)) {
            while (rows.hasNext()) {
                Object[] row = rows.take();
                Optional<EdgeEnd.Bits> left = ends.left().ofRowId((UUID) row[leftIndex]);
                Optional<EdgeEnd.Bits> right = ends.right().ofRowId((UUID) row[rightIndex]);
                if (left.isPresent() && right.isPresent()) {
                    stored.add(edge(left.get(), right.get()));
                } else {
                    listener.extra(table.name(), String.valueOf(row[leftIndex]), String.valueOf(row[rightIndex]));
                }
            }
            listener.rows(table.name(), rows.taken());
        }
    }

    private static Edge edge(EdgeEnd.Bits left, EdgeEnd.Bits right) {
        return new Edge(left.high(), left.low(), right.high(), right.low());
    }

    private static void merge(Ends ends, SortedEdges.Cursor held, SortedEdges.Cursor stored, Listener listener) {
        Edge wanted = held.next();
        Edge found = stored.next();
        while (wanted != null || found != null) {
            int order = wanted == null ? 1 : found == null ? -1 : wanted.compareTo(found);
            if (order < 0) {
                listener.missing(ends.junction().table(), left(ends, wanted), right(ends, wanted));
            } else if (order > 0) {
                listener.extra(ends.junction().table(), left(ends, found), right(ends, found));
            }
            wanted = order <= 0 ? held.next() : wanted;
            found = order >= 0 ? stored.next() : found;
        }
    }

    private static String left(Ends ends, Edge edge) {
        return ends.left().display(new EdgeEnd.Bits(edge.leftHigh(), edge.leftLow()));
    }

    private static String right(Ends ends, Edge edge) {
        return ends.right().display(new EdgeEnd.Bits(edge.rightHigh(), edge.rightLow()));
    }

    @Override
    public void close() {
        junctions.values().forEach(ends -> ends.held().close());
    }
}
