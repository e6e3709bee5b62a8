package dev.tidegate.validator.compare;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Junction.End;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.actual.DeadLetterRow;
import dev.tidegate.validator.actual.IdMap;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject.Edge;
import dev.tidegate.validator.difference.ValueKinds;
import dev.tidegate.validator.document.ExpectedRows;
import dev.tidegate.validator.document.ExpectedRows.Expectation;
import dev.tidegate.validator.document.ExpectedRows.ExpectedEdge;
import dev.tidegate.validator.identity.RowIds;
import dev.tidegate.validator.refusal.RefusalTrial.Answer;
import dev.tidegate.validator.refusal.RefusalTrial.Refused;
import dev.tidegate.validator.refusal.RefusalTrial.Taken;
import dev.tidegate.validator.refusal.RefusalTrial.Untried;
import dev.tidegate.validator.refusal.RefusedRow;
import dev.tidegate.validator.result.RowCount.Account;
import dev.tidegate.validator.result.Tally;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Compares single edges: an edge must be there exactly while the document at either end holds it. Both documents are read
 * by their ids. Safe for several threads.
 */
public final class EdgeChecks {
    private final ComparedCollections collections;
    private final Map<String, JunctionTable> junctions = new LinkedHashMap<>();

    public EdgeChecks(Migration migration, ComparedCollections collections) {
        this.collections = collections;
        for (Junction junction : migration.junctions()) {
            junctions.put(junction.table(), new JunctionTable(junction, migration));
        }
    }

    public Collection<JunctionTable> junctions() {
        return junctions.values();
    }

    /** What the documents at one end say of edges. @param held keys of the far ends, by this end's row id */
    private record Holders(
            Map<UUID, Set<Object>> held,
            Set<UUID> excused,
            Map<UUID, Integer> versions,
            Map<List<String>, RefusedRow> refused) {
        static final Holders NONE = new Holders(Map.of(), Set.of(), Map.of(), Map.of());

        boolean hold(UUID id, Object far) {
            return held.getOrDefault(id, Set.of()).contains(far);
        }
    }

    /** In the order of the edges given. */
    public List<Comparison> check(Connection connection, String junction, Collection<Edge> edges) {
        JunctionTable table = junctions.get(junction);
        Junction declared = table.declared();
        Holders left = holders(connection, declared, true, ids(edges, true));
        Holders right = holders(connection, declared, false, ids(edges, false));
        Set<Edge> existing = table.existing(connection, edges);
        RowIds leftIds = collections.get(declared.left().collection()).ids();
        RowIds rightIds = collections.get(declared.right().collection()).ids();
        var checked = new ArrayList<Comparison>(edges.size());
        for (Edge edge : edges) {
            boolean isHeld = left.hold(edge.left(), rightIds.key(edge.right()))
                    || right.hold(edge.right(), leftIds.key(edge.left()));
            boolean isExcused =
                    left.excused().contains(edge.left()) || right.excused().contains(edge.right());
            long versions = 31L * left.versions().getOrDefault(edge.left(), 0)
                    + right.versions().getOrDefault(edge.right(), 0);
            List<String> key = key(table, edge);
            Optional<RefusedRow> refused = Optional.ofNullable(left.refused().get(key))
                    .or(() -> Optional.ofNullable(right.refused().get(key)));
            checked.add(
                    refused.isPresent()
                            ? refused(table, edge, isHeld, existing.contains(edge), refused.get(), versions)
                            : checked(edge, isHeld, existing.contains(edge), isExcused, versions));
        }
        return checked;
    }

    private static Set<UUID> ids(Collection<Edge> edges, boolean left) {
        return edges.stream().map(edge -> edge.end(left)).collect(Collectors.toSet());
    }

    /** @param isExcused an end is a dead letter: what its older version held, or what PostgreSQL refused, is unknown */
    private Comparison checked(Edge edge, boolean isHeld, boolean exists, boolean isExcused, long versions) {
        var differences = new ArrayList<Difference>(1);
        if (isHeld && !exists && !isExcused) {
            differences.add(difference(edge, DifferenceKind.MISSING_EDGE));
        } else if (!isHeld && exists && !isExcused) {
            differences.add(difference(edge, DifferenceKind.EXTRA_EDGE));
        }
        boolean isStale = isExcused && exists && !isHeld;
        var entry = new Tally.Entry(
                edge.junction(),
                isHeld && (exists || !isExcused) ? 1 : 0,
                exists ? 1 : 0,
                isStale ? Map.of(Account.STALE_ROW, 1L) : Map.of());
        long fingerprint = versions * 4 + (isHeld ? 2 : 0) + (exists ? 1 : 0);
        return new Comparison(
                edge, isHeld, exists, fingerprint, new Tally(List.of(entry)), differences, Optional.empty());
    }

    private static List<String> ends(JunctionTable table, Edge edge, List<String> columns) {
        String left = table.declared().left().column();
        return columns.stream()
                .map(column -> edge.end(column.equals(left)).toString())
                .toList();
    }

    private static List<String> key(JunctionTable table, Edge edge) {
        return ends(table, edge, table.table().primaryKey());
    }

    private static List<String> names(JunctionTable table) {
        return table.table().columns().stream().map(Column::name).toList();
    }

    /** Accepted is a refusal that PostgreSQL gives still, for the same reason, of an edge that is there exactly if it is listed so. */
    private Comparison refused(
            JunctionTable table, Edge edge, boolean isHeld, boolean exists, RefusedRow row, long versions) {
        boolean isAsListed = exists == row.stale() && isHeld != row.deleted();
        if (!isAsListed) {
            return checked(edge, isHeld, exists, false, versions);
        }
        Answer answer = row.deleted()
                ? collections.trial().delete(table.table(), key(table, edge))
                : collections.trial().upsert(table.table(), ends(table, edge, names(table)));
        var differences = new ArrayList<Difference>(1);
        Difference difference =
                difference(edge, row.deleted() ? DifferenceKind.EXTRA_EDGE : DifferenceKind.MISSING_EDGE);
        if (answer instanceof Taken) {
            differences.add(difference.because("PostgreSQL refused this row, and takes it now"));
        } else if (answer instanceof Refused now && !now.refusal().isSameAs(row.refusal())) {
            differences.add(difference.as(DifferenceKind.OTHER_REFUSAL).because(row.refusedNow(now.refusal())));
        }
        var accounted = new EnumMap<Account, Long>(Account.class);
        if (row.deleted()) {
            accounted.put(Account.UNDELETED_ROW, 1L);
        }
        if (answer instanceof Untried) {
            accounted.put(Account.UNTRIED_REFUSAL, 1L);
        }
        var entry = new Tally.Entry(edge.junction(), isHeld && exists ? 1 : 0, exists ? 1 : 0, accounted);
        long fingerprint = versions * 4 + (isHeld ? 2 : 0) + (exists ? 1 : 0);
        return new Comparison(
                edge, isHeld, exists, fingerprint, new Tally(List.of(entry)), differences, Optional.empty());
    }

    Difference difference(Edge edge, DifferenceKind kind) {
        Junction declared = junctions.get(edge.junction()).declared();
        String id = collections.get(declared.left().collection()).ids().display(edge.left()) + " "
                + collections.get(declared.right().collection()).ids().display(edge.right());
        Optional<String> array =
                declared.left().array().or(() -> declared.right().array());
        boolean isMissing = kind == DifferenceKind.MISSING_EDGE;
        return new Difference(
                edge,
                edge.junction(),
                id,
                Optional.empty(),
                array,
                kind,
                isMissing ? "an element" : "no element",
                isMissing ? ValueKinds.NO_ROW : "a row",
                isMissing ? "a document holds this edge" : "no document holds this edge");
    }

    private Holders holders(Connection connection, Junction junction, boolean left, Set<UUID> rowIds) {
        End end = junction.end(left);
        if (end.array().isEmpty()) {
            return Holders.NONE;
        }
        ComparedCollection collection = collections.get(end.collection());
        ComparedCollection far = collections.get(junction.end(!left).collection());
        Map<UUID, BsonValue> ids = new IdMap(collection.declared()).documentIds(connection, rowIds);
        var byKey = new HashMap<Object, UUID>();
        ids.forEach((rowId, id) -> byKey.put(collection.ids().key(id), rowId));
        Map<String, DeadLetterRow> letters = collection
                .keys()
                .letters(connection, ids.values().stream().map(DocumentId::of).toList());
        var holders = new Holders(new HashMap<>(), new HashSet<>(), new HashMap<>(), new HashMap<>());
        letters.values().stream()
                .filter(DeadLetterRow::isRefusal)
                .flatMap(letter -> letter.refused().stream())
                .filter(row -> row.table().equals(junction.table()))
                .forEach(row -> holders.refused().put(row.key(), row));
        collection.source().among(ids.values(), batch -> {
            List<ExpectedRows> expected = collections.judge(collection, batch);
            for (int index = 0; index < batch.size(); index++) {
                BsonDocument document = batch.get(index);
                UUID rowId = byKey.get(collection.ids().key(document.get("_id")));
                Optional<DeadLetterRow> letter = Optional.ofNullable(
                        letters.get(DocumentId.of(document.get("_id")).display()));
                holders.versions().put(rowId, document.hashCode());
                if (letter.filter(each -> !each.isRefusal() && each.leavesRows())
                        .isPresent()) {
                    holders.excused().add(rowId);
                }
                holders.held().put(rowId, held(expected.get(index), junction.table(), left, far.ids()));
            }
        });
        return holders;
    }

    /** The keys of the far ends of the edges that a document holds from this end. */
    static Set<Object> held(ExpectedRows expectedRows, String junction, boolean fromLeft, RowIds far) {
        if (!(expectedRows instanceof Expectation good)) {
            return Set.of();
        }
        var keys = new HashSet<Object>();
        for (ExpectedEdge edge : good.edges()) {
            if (edge.fromLeft() == fromLeft && edge.junction().equals(junction)) {
                keys.add(far.key(edge.other()));
            }
        }
        return keys;
    }
}
