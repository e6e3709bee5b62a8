package dev.tidegate.operate.repair;

import dev.tidegate.events.reread.OrphanRow;
import dev.tidegate.events.reread.RereadRequest;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Junction.End;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.operate.reread.Rereads;
import dev.tidegate.operate.rows.DocumentRows;
import dev.tidegate.validator.difference.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns differences into documents to re-read and rows to delete.
 *
 * <p>A row that resolves to a document goes through the pipeline, also to be deleted: there nothing overtakes it. Only the
 * others are deleted in PostgreSQL directly.
 */
final class Planner {
    private final Migration migration;
    private final DocumentRows documents;
    private final PossibleOrphans orphans;
    private final ExtraRows extraRows;

    Planner(Connection target, Migration migration) {
        this.migration = migration;
        this.documents = new DocumentRows(migration, target);
        this.orphans = new PossibleOrphans(migration, documents);
        this.extraRows = new ExtraRows(target, migration);
    }

    RepairPlan plan(Collection<? extends Subject> subjects) throws SQLException {
        Map<DocumentKey, RereadRequest> requests = new LinkedHashMap<>();
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
        addOrphans(requests);
        rows.values().removeIf(List::isEmpty);
        return new RepairPlan(List.copyOf(requests.values()), rows);
    }

    /** Either end that may hold it is asked: which of them does, or did, only the pipeline knows. */
    private void edge(Subject.Edge edge, Map<DocumentKey, RereadRequest> requests, Map<Subject, List<RowVersion>> rows)
            throws SQLException {
        Junction junction = migration.junction(edge.junction());
        boolean isAsked = end(junction, junction.left(), edge.left(), edge, requests);
        isAsked |= end(junction, junction.right(), edge.right(), edge, requests);
        if (!isAsked) {
            rows.put(edge, extraRows.of(edge));
        }
    }

    private boolean end(
            Junction junction, End end, UUID rowId, Subject.Edge edge, Map<DocumentKey, RereadRequest> requests)
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
        OrphanRow orphan = PossibleOrphans.row(migration.table(junction.table()), key);
        Optional<Subject.Document> document = documents.document(rowId, end.collection());
        document.ifPresent(each -> ask(requests, each.collection(), each.id(), List.of(orphan)));
        return document.isPresent();
    }

    /** It may resolve to a document that it did not when it was found. */
    private void row(Subject.Row row, Map<DocumentKey, RereadRequest> requests, Map<Subject, List<RowVersion>> rows)
            throws SQLException {
        Optional<UUID> rowId = ExtraRows.uuid(row.id());
        Optional<Subject.Document> document = rowId.isEmpty() ? Optional.empty() : document(row.table(), rowId.get());
        if (document.isPresent()) {
            ask(requests, document.get().collection(), document.get().id(), List.of());
        } else {
            rows.put(row, extraRows.of(row));
        }
    }

    /** Of the collection whose documents have rows in the table. */
    private Optional<Subject.Document> document(String table, UUID rowId) throws SQLException {
        Optional<Subject.Document> document = documents.document(rowId);
        if (document.isEmpty()) {
            return document;
        }
        String source = migration.collection(document.get().collection()).source();
        return migration.entriesOf(source).stream()
                .filter(entry -> DocumentTable.of(migration, entry).stream()
                        .anyMatch(each -> each.name().equals(table)))
                .findFirst()
                .map(entry ->
                        new Subject.Document(entry.collection(), document.get().id()));
    }

    private static void ask(
            Map<DocumentKey, RereadRequest> requests, String collection, DocumentId id, List<OrphanRow> orphanRows) {
        requests.merge(
                DocumentKey.of(collection, id),
                new RereadRequest(collection, id.value(), orphanRows),
                RereadRequest::and);
    }

    private void addOrphans(Map<DocumentKey, RereadRequest> requests) throws SQLException {
        Map<String, List<DocumentId>> byCollection = new LinkedHashMap<>();
        requests.values()
                .forEach(request -> byCollection
                        .computeIfAbsent(request.collection(), name -> new ArrayList<>())
                        .add(DocumentId.of(request.id())));
        for (Map.Entry<String, List<DocumentId>> each : byCollection.entrySet()) {
            List<DocumentId> ids = each.getValue();
            for (int from = 0; from < ids.size(); from += Rereads.AT_ONCE) {
                List<DocumentId> some = ids.subList(from, Math.min(ids.size(), from + Rereads.AT_ONCE));
                orphans.of(each.getKey(), some)
                        .forEach((id, rows) -> requests.computeIfPresent(
                                new DocumentKey(each.getKey(), id),
                                (key, request) ->
                                        request.and(new RereadRequest(request.collection(), request.id(), rows))));
            }
        }
    }
}
