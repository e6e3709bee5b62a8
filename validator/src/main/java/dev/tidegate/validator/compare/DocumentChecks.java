package dev.tidegate.validator.compare;

import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.actual.ActualRows;
import dev.tidegate.validator.actual.ActualRowsReader.ActualRowsByDocument;
import dev.tidegate.validator.actual.Selection;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.document.ExpectedRows;
import dev.tidegate.validator.result.Tally;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonValue;

/**
 * Compares some documents of one collection, and their edges where these are asked for. Of the target it sees one state,
 * which may be a little older than what it reads of the source. Safe for several threads.
 */
public final class DocumentChecks {
    private final ComparedCollections collections;
    private final EdgesOfDocuments edges;

    public DocumentChecks(ComparedCollections collections, EdgesOfDocuments edges) {
        this.collections = collections;
        this.edges = edges;
    }

    /** @param unsureEdges rows of which the other end decides whether they are right */
    public record Result(
            Map<Subject, Comparison> documents, List<Comparison> differingEdges, List<Subject.Edge> unsureEdges) {}

    /** @param documents all of one collection, at least one */
    public Result check(
            Connection connection,
            Set<Subject.Document> documents,
            Map<Subject, List<SourceVersion>> earlierVersions,
            Set<Subject.Document> edgesOf) {
        ComparedCollection collection =
                collections.get(documents.iterator().next().collection());
        var wanted = new WantedEdges(documents, edgesOf);
        var checked = new HashMap<Subject, Comparison>();
        check(connection, collection, documents, earlierVersions, checked, wanted);
        var differing = new DifferingEdges(new ArrayList<>());
        var unsure = new ArrayList<Subject.Edge>();
        if (!wanted.documents().isEmpty()) {
            var named = new Selection.Named(rowIds(collection, ids(wanted.documents())));
            edges.compareBothEnds(connection, collection, wanted.expected(), named, differing, unsure::add);
        }
        return new Result(checked, differing.all(), unsure);
    }

    private record DifferingEdges(List<Comparison> all) implements Outcomes {
        @Override
        public void agreed(Tally tally) {}

        @Override
        public void differs(Comparison checked) {
            all.add(checked);
        }
    }

    /** @param expected of the documents that are there and no dead letters, by {@code _id} */
    private record WantedEdges(Set<Subject.Document> documents, Map<BsonValue, ExpectedRows> expected) {
        WantedEdges(Set<Subject.Document> subjects, Set<Subject.Document> edgesOf) {
            this(new LinkedHashSet<>(subjects), new LinkedHashMap<>());
            documents.retainAll(edgesOf);
        }

        void add(Subject.Document document, ExpectedRows expectedRows, ActualRows actualRows) {
            if (documents.contains(document)) {
                expected.put(document.id().value(), expectedRows);
            }
        }
    }

    private void check(
            Connection connection,
            ComparedCollection collection,
            Set<Subject.Document> subjects,
            Map<Subject, List<SourceVersion>> earlierVersions,
            Map<Subject, Comparison> checked,
            WantedEdges edgesWanted) {
        Map<String, Subject.Document> missing = new LinkedHashMap<>();
        subjects.forEach(subject -> missing.put(subject.id().canonical(), subject));
        List<BsonValue> ids =
                subjects.stream().map(subject -> subject.id().value()).toList();
        collection.source().among(ids, batch -> {
            List<ExpectedRows> expected = collections.judge(collection, batch);
            List<DocumentId> present = batch.stream()
                    .map(document -> DocumentId.of(document.get("_id")))
                    .toList();
            ActualRowsByDocument found = read(connection, collection, present);
            for (int index = 0; index < batch.size(); index++) {
                DocumentId id = present.get(index);
                Subject.Document subject = missing.remove(id.canonical());
                var version = new SourceVersion(batch.get(index), expected.get(index));
                ActualRows actualRows = found.of(id);
                edgesWanted.add(subject, expected.get(index), actualRows);
                checked.put(
                        subject,
                        check(
                                collection,
                                subject,
                                version,
                                earlierVersions.getOrDefault(subject, List.of()),
                                actualRows));
            }
        });
        checkAbsent(connection, collection, missing.values(), checked);
    }

    private static ActualRowsByDocument read(
            Connection connection, ComparedCollection collection, Collection<DocumentId> ids) {
        List<UUID> rowIds = rowIds(collection, ids);
        return collection.actualRows().read(connection, ids, new Selection.Named(rowIds), (table, rowId, kind) -> {});
    }

    private static List<UUID> rowIds(ComparedCollection collection, Collection<DocumentId> ids) {
        return ids.stream().map(id -> collection.ids().rowId(id.value())).toList();
    }

    private static List<DocumentId> ids(Collection<Subject.Document> subjects) {
        return subjects.stream().map(Subject.Document::id).toList();
    }

    private static Comparison check(
            ComparedCollection collection,
            Subject.Document subject,
            SourceVersion version,
            List<SourceVersion> earlier,
            ActualRows actualRows) {
        Compared now = collection.comparison().compare(subject, version.document(), version.expectedRows(), actualRows);
        for (SourceVersion older : earlier) {
            if (now.differences().isEmpty()) {
                break;
            }
            Compared then =
                    collection.comparison().compare(subject, older.document(), older.expectedRows(), actualRows);
            now = then.differences().isEmpty() ? then : now;
        }
        return new Comparison(
                subject,
                true,
                actualRows.row().isPresent(),
                31L * version.document().hashCode() + actualRows.fingerprint(),
                now.tally(),
                now.differences(),
                now.differences().isEmpty() ? Optional.empty() : version.ifSmall());
    }

    private static void checkAbsent(
            Connection connection,
            ComparedCollection collection,
            Collection<Subject.Document> subjects,
            Map<Subject, Comparison> checked) {
        if (subjects.isEmpty()) {
            return;
        }
        ActualRowsByDocument found = read(connection, collection, ids(subjects));
        for (Subject.Document subject : subjects) {
            ActualRows actualRows = found.of(subject.id());
            Compared compared = collection.comparison().compareAbsent(subject, actualRows);
            checked.put(
                    subject,
                    new Comparison(
                            subject,
                            false,
                            actualRows.row().isPresent(),
                            actualRows.fingerprint(),
                            compared.tally(),
                            compared.differences(),
                            Optional.empty()));
        }
    }
}
