package dev.tidegate.validator.compare;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.document.Verdict;
import dev.tidegate.validator.evidence.Evidence;
import dev.tidegate.validator.evidence.EvidenceReader.Found;
import dev.tidegate.validator.evidence.Selection;
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
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Compares single subjects, a few hundred at a time: first the source is read, then the target. Safe for several threads. */
public final class SubjectChecks {
    private static final int AT_ONCE = 500;

    private final ComparedCollections collections;
    private final EdgeChecks edges;
    private final EdgesOfDocuments edgesOfDocuments;
    private final RowChecks rows;
    private final Explanations explanations;

    public SubjectChecks(Migration migration, ComparedCollections collections, EdgeChecks edges) {
        this.collections = collections;
        this.edges = edges;
        this.edgesOfDocuments = new EdgesOfDocuments(collections, edges);
        this.rows = new RowChecks(migration, collections);
        this.explanations = new Explanations(migration, collections);
    }

    /** One outcome for each subject, in their order. */
    public List<Checked> check(
            Connection connection,
            Collection<? extends Subject> subjects,
            Map<Subject, List<SourceVersion>> earlierVersions) {
        Set<Subject> all = new LinkedHashSet<>(subjects);
        Map<Subject, Checked> checked = new HashMap<>();
        for (Set<Subject.Document> documents : documentsByCollection(all)) {
            check(connection, documents, earlierVersions, checked);
        }
        for (Set<Subject.Edge> some : edgesByJunction(all)) {
            String junction = some.iterator().next().junction();
            edges.check(connection, junction, some).forEach(each -> checked.put(each.subject(), each));
        }
        all.stream()
                .filter(Subject.Row.class::isInstance)
                .map(Subject.Row.class::cast)
                .forEach(row -> checked.put(row, rows.check(connection, row)));
        return all.stream()
                .map(subject -> explanations.explain(connection, checked.get(subject)))
                .toList();
    }

    private static List<Set<Subject.Document>> documentsByCollection(Set<Subject> subjects) {
        var full = new ArrayList<Set<Subject.Document>>();
        var byCollection = new LinkedHashMap<String, Set<Subject.Document>>();
        for (Subject subject : subjects) {
            if (subject instanceof Subject.Document document) {
                Set<Subject.Document> some =
                        byCollection.computeIfAbsent(document.collection(), name -> new LinkedHashSet<>());
                some.add(document);
                if (some.size() == AT_ONCE) {
                    full.add(byCollection.remove(document.collection()));
                }
            }
        }
        full.addAll(byCollection.values());
        return full;
    }

    private static List<Set<Subject.Edge>> edgesByJunction(Set<Subject> subjects) {
        var full = new ArrayList<Set<Subject.Edge>>();
        var byJunction = new LinkedHashMap<String, Set<Subject.Edge>>();
        for (Subject subject : subjects) {
            if (subject instanceof Subject.Edge edge) {
                Set<Subject.Edge> some = byJunction.computeIfAbsent(edge.junction(), name -> new LinkedHashSet<>());
                some.add(edge);
                if (some.size() == AT_ONCE) {
                    full.add(byJunction.remove(edge.junction()));
                }
            }
        }
        full.addAll(byJunction.values());
        return full;
    }

    private void check(
            Connection connection,
            Set<Subject.Document> subjects,
            Map<Subject, List<SourceVersion>> earlierVersions,
            Map<Subject, Checked> checked) {
        ComparedCollection collection =
                collections.get(subjects.iterator().next().collection());
        Map<String, Subject.Document> missing = new LinkedHashMap<>();
        subjects.forEach(subject -> missing.put(subject.id().canonical(), subject));
        List<BsonValue> ids =
                subjects.stream().map(subject -> subject.id().value()).toList();
        collection.source().among(ids, batch -> {
            List<Verdict> verdicts = collections.judge(collection, batch);
            List<Subject.Document> present = batch.stream()
                    .map(document ->
                            missing.remove(DocumentId.of(document.get("_id")).canonical()))
                    .toList();
            Found found = read(connection, collection, present);
            for (int index = 0; index < batch.size(); index++) {
                Subject.Document subject = present.get(index);
                var version = new SourceVersion(batch.get(index), verdicts.get(index));
                checked.put(
                        subject,
                        check(
                                collection,
                                subject,
                                version,
                                earlierVersions.getOrDefault(subject, List.of()),
                                found.of(subject.id())));
            }
        });
        checkAbsent(connection, collection, missing.values(), checked);
    }

    private static Found read(
            Connection connection, ComparedCollection collection, Collection<Subject.Document> subjects) {
        List<DocumentId> ids = subjects.stream().map(Subject.Document::id).toList();
        List<UUID> rowIds =
                ids.stream().map(id -> collection.ids().rowId(id.value())).toList();
        return collection.evidence().read(connection, ids, new Selection.Named(rowIds), (table, rowId, kind) -> {});
    }

    private static Checked check(
            ComparedCollection collection,
            Subject.Document subject,
            SourceVersion version,
            List<SourceVersion> earlier,
            Evidence evidence) {
        Compared now = collection.comparison().compare(subject, version.document(), version.verdict(), evidence);
        for (SourceVersion older : earlier) {
            if (now.differences().isEmpty()) {
                break;
            }
            Compared then = collection.comparison().compare(subject, older.document(), older.verdict(), evidence);
            now = then.differences().isEmpty() ? then : now;
        }
        return new Checked(
                subject,
                true,
                evidence.row().isPresent(),
                31L * version.document().hashCode() + evidence.fingerprint(),
                now.tally(),
                now.differences(),
                now.differences().isEmpty() ? Optional.empty() : version.ifSmall());
    }

    private static void checkAbsent(
            Connection connection,
            ComparedCollection collection,
            Collection<Subject.Document> subjects,
            Map<Subject, Checked> checked) {
        if (subjects.isEmpty()) {
            return;
        }
        Found found = read(connection, collection, subjects);
        for (Subject.Document subject : subjects) {
            Evidence evidence = found.of(subject.id());
            Compared compared = collection.comparison().compareAbsent(subject, evidence);
            checked.put(
                    subject,
                    new Checked(
                            subject,
                            false,
                            evidence.row().isPresent(),
                            evidence.fingerprint(),
                            compared.tally(),
                            compared.differences(),
                            Optional.empty()));
        }
    }

    /** The edges that differ of those that these documents hold, or that have them as their left end. */
    public List<Checked> differingEdges(Connection connection, Collection<Subject.Document> documents) {
        var differing = new LinkedHashMap<Subject, Checked>();
        var outcomes = new Outcomes() {
            @Override
            public void agreed(dev.tidegate.validator.result.Tally tally) {}

            @Override
            public void differs(Checked checked) {
                differing.putIfAbsent(checked.subject(), checked);
            }
        };
        for (Set<Subject.Document> some : documentsByCollection(new LinkedHashSet<>(documents))) {
            ComparedCollection collection =
                    collections.get(some.iterator().next().collection());
            List<BsonValue> ids =
                    some.stream().map(subject -> subject.id().value()).toList();
            Map<BsonValue, Verdict> verdicts = new LinkedHashMap<>();
            var letters = collection
                    .keys()
                    .letters(connection, some.stream().map(Subject.Document::id).toList());
            collection.source().among(ids, batch -> {
                List<Verdict> judged = collections.judge(collection, batch);
                for (int index = 0; index < batch.size(); index++) {
                    BsonDocument document = batch.get(index);
                    var letter = letters.get(DocumentId.of(document.get("_id")).display());
                    if (letter == null || !letter.isRefusal()) {
                        verdicts.put(document.get("_id"), judged.get(index));
                    }
                }
            });
            List<UUID> rowIds =
                    ids.stream().map(id -> collection.ids().rowId(id)).toList();
            edgesOfDocuments.compare(connection, collection, verdicts, new Selection.Named(rowIds), outcomes);
        }
        return List.copyOf(differing.values());
    }
}
