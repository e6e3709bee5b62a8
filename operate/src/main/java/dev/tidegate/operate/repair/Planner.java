package dev.tidegate.operate.repair;

import dev.tidegate.events.reread.OrphanRow;
import dev.tidegate.events.reread.RereadRequest;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Junction.End;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.operate.resend.GivenId;
import dev.tidegate.operate.resend.Resends;
import dev.tidegate.validator.difference.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Turns what differs into documents to send again, and rows to delete.
 *
 * <p>Whatever can be led back to a document goes through the pipeline, rows to delete too: there nothing overtakes it. Only
 * of the others is anything done in PostgreSQL directly.
 */
final class Planner {
    private final Connection target;
    private final Migration migration;
    private final StraysOfDocuments strays;
    private final ExtraRows extraRows;

    Planner(Connection target, Migration migration) {
        this.target = target;
        this.migration = migration;
        this.strays = new StraysOfDocuments(target, migration);
        this.extraRows = new ExtraRows(target, migration);
    }

    RepairPlan plan(Collection<? extends Subject> subjects) throws SQLException {
        Map<Place, RereadRequest> requests = new LinkedHashMap<>();
        Map<Subject, List<RowVersion>> rows = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            if (subject instanceof Subject.Document document) {
                ask(requests, document.collection(), document.id(), List.of());
            } else if (subject instanceof Subject.Edge edge) {
                edge(edge, requests, rows);
            } else if (subject instanceof Subject.Row row) {
                row(row, requests, rows);
            }
        }
        addStrays(requests);
        rows.values().removeIf(List::isEmpty);
        return new RepairPlan(List.copyOf(requests.values()), rows);
    }

    /** Either end that may hold it is asked: which of them does, or did, only the pipeline knows. */
    private void edge(Subject.Edge edge, Map<Place, RereadRequest> requests, Map<Subject, List<RowVersion>> rows)
            throws SQLException {
        Junction junction = migration.junctions().stream()
                .filter(each -> each.table().equals(edge.junction()))
                .findFirst()
                .orElseThrow();
        boolean isAsked = end(junction, junction.left(), edge.left(), edge, requests);
        isAsked |= end(junction, junction.right(), edge.right(), edge, requests);
        if (!isAsked) {
            rows.put(edge, extraRows.of(edge));
        }
    }

    private boolean end(Junction junction, End end, UUID rowId, Subject.Edge edge, Map<Place, RereadRequest> requests)
            throws SQLException {
        if (end.array().isEmpty()) {
            return false;
        }
        boolean leftFirst = migration
                .table(junction.table())
                .primaryKey()
                .get(0)
                .equals(junction.left().column());
        List<Object> key = leftFirst ? List.of(edge.left(), edge.right()) : List.of(edge.right(), edge.left());
        OrphanRow stray = StraysOfDocuments.stray(migration.table(junction.table()), key);
        for (GivenId given : GivenId.ofRow(rowId, migration, target)) {
            if (given.collection().equals(java.util.Optional.of(end.collection()))) {
                ask(requests, end.collection(), DocumentId.of(given.id()), List.of(stray));
                return true;
            }
        }
        return false;
    }

    /** The way back to its document may have come since it was found. */
    private void row(Subject.Row row, Map<Place, RereadRequest> requests, Map<Subject, List<RowVersion>> rows)
            throws SQLException {
        List<GivenId> documents = ExtraRows.uuid(row.id()).isEmpty()
                ? List.of()
                : GivenId.ofRow(ExtraRows.uuid(row.id()).get(), migration, target).stream()
                        .filter(given -> isOf(row.table(), given.collection().orElseThrow()))
                        .toList();
        for (GivenId document : documents) {
            ask(requests, document.collection().orElseThrow(), DocumentId.of(document.id()), List.of());
        }
        if (documents.isEmpty()) {
            rows.put(row, extraRows.of(row));
        }
    }

    /** Tidegate's own tables have rows of any collection's documents. */
    private boolean isOf(String table, String collection) {
        if (table.startsWith(TidegateTables.SCHEMA + ".")) {
            return true;
        }
        var mapping = migration.collection(collection);
        return mapping.table().equals(table)
                || mapping.children().stream().anyMatch(child -> child.table().equals(table));
    }

    private static void ask(
            Map<Place, RereadRequest> requests, String collection, DocumentId id, List<OrphanRow> strayRows) {
        requests.merge(
                Place.of(collection, id), new RereadRequest(collection, id.value(), strayRows), RereadRequest::and);
    }

    private void addStrays(Map<Place, RereadRequest> requests) throws SQLException {
        Map<String, List<DocumentId>> byCollection = new LinkedHashMap<>();
        requests.values()
                .forEach(request -> byCollection
                        .computeIfAbsent(request.collection(), name -> new ArrayList<>())
                        .add(DocumentId.of(request.id())));
        for (Map.Entry<String, List<DocumentId>> each : byCollection.entrySet()) {
            List<DocumentId> ids = each.getValue();
            for (int from = 0; from < ids.size(); from += Resends.AT_ONCE) {
                List<DocumentId> some = ids.subList(from, Math.min(ids.size(), from + Resends.AT_ONCE));
                strays.of(each.getKey(), some)
                        .forEach((id, rows) -> requests.computeIfPresent(
                                new Place(each.getKey(), id),
                                (place, request) ->
                                        request.and(new RereadRequest(request.collection(), request.id(), rows))));
            }
        }
    }
}
