package dev.tidegate.validator.compare;

import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.validator.actual.Selection;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject.Edge;
import dev.tidegate.validator.document.ExpectedRows;
import dev.tidegate.validator.document.ExpectedRows.Expectation;
import dev.tidegate.validator.document.ExpectedRows.ExpectedEdge;
import dev.tidegate.validator.identity.RowIds;
import dev.tidegate.validator.result.Tally;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.BsonValue;

/**
 * Compares the edges of some documents of one collection. In a pass every row of a junction is met once, with its left end.
 * Where a few documents are compared, rows are met with either end that has an array: one of them alone may have dropped
 * the edge. An edge that is held and has no row is met with whichever end holds it, so it may be reported twice. Safe for
 * several threads.
 */
public final class EdgesOfDocuments {
    private static final int AT_ONCE = 500;

    private final ComparedCollections collections;
    private final EdgeChecks checks;

    public EdgesOfDocuments(ComparedCollections collections, EdgeChecks checks) {
        this.collections = collections;
        this.checks = checks;
    }

    /**
     * @param expected of documents that are no dead letters, by {@code _id}
     * @param selection of row ids: rows whose left end is selected are compared, also those without a document
     */
    public void compare(
            Connection connection,
            ComparedCollection collection,
            Map<BsonValue, ExpectedRows> expected,
            Selection selection,
            Outcomes outcomes) {
        for (JunctionTable junction : checks.junctions()) {
            if (isLeft(collection, junction)) {
                Set<Edge> unsure = new LinkedHashSet<>();
                compareRows(connection, junction, true, expected, selection, outcomes, edge -> {
                    unsure.add(edge);
                    check(connection, junction.declared().table(), unsure, AT_ONCE, outcomes);
                });
                check(connection, junction.declared().table(), unsure, 1, outcomes);
            }
            if (isHoldingRight(collection, junction)) {
                requireRows(connection, junction, expected, outcomes);
            }
        }
    }

    /**
     * @param named row ids: rows with one of them at either end are compared, also those without a document
     * @param unsure gets the rows that these documents do not hold: the other end is not looked up
     */
    void compareBothEnds(
            Connection connection,
            ComparedCollection collection,
            Map<BsonValue, ExpectedRows> expected,
            Selection.Named named,
            Outcomes outcomes,
            Consumer<Edge> unsure) {
        for (JunctionTable junction : checks.junctions()) {
            if (isLeft(collection, junction)) {
                compareRows(connection, junction, true, expected, named, outcomes, unsure);
            }
            if (isHoldingRight(collection, junction)) {
                compareRows(connection, junction, false, expected, named, outcomes, unsure);
            }
        }
    }

    private static boolean isLeft(ComparedCollection collection, JunctionTable junction) {
        return junction.declared().left().collection().equals(collection.name());
    }

    private static boolean isHoldingRight(ComparedCollection collection, JunctionTable junction) {
        Junction.End right = junction.declared().right();
        return right.collection().equals(collection.name()) && right.array().isPresent();
    }

    /** @param left the end that the documents are at, and that the rows are selected by */
    private void compareRows(
            Connection connection,
            JunctionTable junction,
            boolean left,
            Map<BsonValue, ExpectedRows> expected,
            Selection selection,
            Outcomes outcomes,
            Consumer<Edge> unsure) {
        Junction declared = junction.declared();
        RowIds near = collections.get(declared.end(left).collection()).ids();
        RowIds far = collections.get(declared.end(!left).collection()).ids();
        var missing = new HashMap<Object, Set<Object>>();
        expected.forEach((id, expectedRows) -> {
            Set<Object> held = EdgeChecks.held(expectedRows, declared.table(), left, far);
            if (!held.isEmpty()) {
                missing.put(near.key(id), new HashSet<>(held));
            }
        });
        long[] agreed = {0};
        junction.read(connection, left, selection, edge -> {
            Set<Object> held = missing.get(near.key(edge.end(left)));
            if (held != null && held.remove(far.key(edge.end(!left)))) {
                agreed[0]++;
            } else {
                unsure.accept(edge);
            }
        });
        if (agreed[0] > 0) {
            outcomes.agreed(Tally.of(declared.table(), agreed[0], agreed[0]));
        }
        expected.forEach((id, expectedRows) -> {
            Set<Object> lacking = missing.getOrDefault(near.key(id), Set.of());
            if (!lacking.isEmpty()) {
                edges(declared, id, expectedRows, left).stream()
                        .filter(edge -> lacking.contains(far.key(edge.end(!left))))
                        .forEach(edge -> outcomes.differs(missing(edge)));
            }
        });
    }

    /** Clears what it has checked; does nothing while there are fewer. */
    private void check(Connection connection, String junction, Set<Edge> unsure, int atLeast, Outcomes outcomes) {
        if (unsure.size() < atLeast) {
            return;
        }
        for (Comparison checked : checks.check(connection, junction, List.copyOf(unsure))) {
            if (checked.agrees()) {
                outcomes.agreed(checked.tally());
            } else {
                outcomes.differs(checked);
            }
        }
        unsure.clear();
    }

    /** For the edges that the documents hold from the right end. */
    private void requireRows(
            Connection connection, JunctionTable junction, Map<BsonValue, ExpectedRows> expected, Outcomes outcomes) {
        var held = new ArrayList<Edge>();
        expected.forEach((id, expectedRows) -> {
            held.addAll(edges(junction.declared(), id, expectedRows, false));
            if (held.size() >= AT_ONCE) {
                requireRows(connection, junction, held, outcomes);
                held.clear();
            }
        });
        if (!held.isEmpty()) {
            requireRows(connection, junction, held, outcomes);
        }
    }

    private void requireRows(Connection connection, JunctionTable junction, List<Edge> held, Outcomes outcomes) {
        Set<Edge> existing = junction.existing(connection, held);
        held.stream().filter(edge -> !existing.contains(edge)).forEach(edge -> outcomes.differs(missing(edge)));
    }

    private Set<Edge> edges(Junction junction, BsonValue id, ExpectedRows expectedRows, boolean fromLeft) {
        if (!(expectedRows instanceof Expectation good)) {
            return Set.of();
        }
        RowIds left = collections.get(junction.left().collection()).ids();
        RowIds right = collections.get(junction.right().collection()).ids();
        var edges = new LinkedHashSet<Edge>();
        for (ExpectedEdge edge : good.edges()) {
            if (edge.fromLeft() == fromLeft && edge.junction().equals(junction.table())) {
                BsonValue leftId = fromLeft ? id : edge.other();
                BsonValue rightId = fromLeft ? edge.other() : id;
                edges.add(new Edge(junction.table(), left.rowId(leftId), right.rowId(rightId)));
            }
        }
        return edges;
    }

    private Comparison missing(Edge edge) {
        return new Comparison(
                edge,
                true,
                false,
                0,
                Tally.of(edge.junction(), 1, 0),
                List.of(checks.difference(edge, DifferenceKind.MISSING_EDGE)),
                java.util.Optional.empty());
    }
}
