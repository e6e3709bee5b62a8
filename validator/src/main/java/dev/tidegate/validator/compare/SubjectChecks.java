package dev.tidegate.validator.compare;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.document.Verdict;
import dev.tidegate.validator.evidence.DeadLetterRow;
import dev.tidegate.validator.evidence.Evidence;
import dev.tidegate.validator.evidence.EvidenceReader.Found;
import dev.tidegate.validator.evidence.Selection;
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

    /**
     * @param subjects one outcome for each, in their order
     * @param edges those that differ of the edges that were asked for
     */
    public record Looked(List<Checked> subjects, List<Checked> edges) {}

    /** One outcome for each subject, in their order. */
    public List<Checked> check(
            Connection connection,
            Collection<? extends Subject> subjects,
            Map<Subject, List<SourceVersion>> earlierVersions) {
        return look(connection, subjects, earlierVersions, Set.of()).subjects();
    }

    /**
     * @param edgesOf documents among the subjects: the edges that they hold, and the rows with them at their left end, or
     *     at a right end that holds edges, are compared too
     */
    public Looked look(
            Connection connection,
            Collection<? extends Subject> subjects,
            Map<Subject, List<SourceVersion>> earlierVersions,
            Set<Subject.Document> edgesOf) {
        Set<Subject> all = new LinkedHashSet<>(subjects);
        Map<Subject, Checked> checked = new HashMap<>();
        var differing = new DifferingEdges();
        Set<Subject> allEdges = new LinkedHashSet<>(all);
        for (Set<Subject.Document> documents : documentsByCollection(all)) {
            var wanted = new WantedEdges(documents, edgesOf);
            ComparedCollection collection =
                    collections.get(documents.iterator().next().collection());
            check(connection, collection, documents, earlierVersions, checked, wanted);
            if (!wanted.documents().isEmpty()) {
                List<UUID> rowIds = rowIds(collection, wanted.documents());
                edgesOfDocuments.compareBothEnds(
                        connection,
                        collection,
                        wanted.verdicts(),
                        new Selection.Named(rowIds),
                        differing,
                        allEdges::add);
            }
        }
        for (Set<Subject.Edge> some : edgesByJunction(allEdges)) {
            String junction = some.iterator().next().junction();
            for (Checked edge : edges.check(connection, junction, some)) {
                checked.put(edge.subject(), edge);
                if (!edge.agrees() && !all.contains(edge.subject())) {
                    differing.differs(edge);
                }
            }
        }
        all.stream()
                .filter(Subject.Row.class::isInstance)
                .map(Subject.Row.class::cast)
                .forEach(row -> checked.put(row, rows.check(connection, row)));
        return new Looked(
                explanations.explain(connection, all.stream().map(checked::get).toList()), differing.all());
    }

    private static final class DifferingEdges implements Outcomes {
        private final Map<Subject, Checked> differing = new LinkedHashMap<>();

        @Override
        public void agreed(Tally tally) {}

        @Override
        public void differs(Checked checked) {
            differing.putIfAbsent(checked.subject(), checked);
        }

        List<Checked> all() {
            return List.copyOf(differing.values());
        }
    }

    /** @param verdicts of the documents that are there and no dead letters, by {@code _id} */
    private record WantedEdges(Set<Subject.Document> documents, Map<BsonValue, Verdict> verdicts) {
        WantedEdges(Set<Subject.Document> subjects, Set<Subject.Document> edgesOf) {
            this(new LinkedHashSet<>(subjects), new LinkedHashMap<>());
            documents.retainAll(edgesOf);
        }

        void add(Subject.Document document, Verdict verdict, Evidence evidence) {
            if (documents.contains(document)
                    && evidence.deadLetter().filter(DeadLetterRow::isRefusal).isEmpty()) {
                verdicts.put(document.id().value(), verdict);
            }
        }
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
            ComparedCollection collection,
            Set<Subject.Document> subjects,
            Map<Subject, List<SourceVersion>> earlierVersions,
            Map<Subject, Checked> checked,
            WantedEdges edgesWanted) {
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
                Evidence evidence = found.of(subject.id());
                edgesWanted.add(subject, verdicts.get(index), evidence);
                checked.put(
                        subject,
                        check(
                                collection,
                                subject,
                                version,
                                earlierVersions.getOrDefault(subject, List.of()),
                                evidence));
            }
        });
        checkAbsent(connection, collection, missing.values(), checked);
    }

    private static Found read(
            Connection connection, ComparedCollection collection, Collection<Subject.Document> subjects) {
        List<DocumentId> ids = subjects.stream().map(Subject.Document::id).toList();
        List<UUID> rowIds = rowIds(collection, subjects);
        return collection.evidence().read(connection, ids, new Selection.Named(rowIds), (table, rowId, kind) -> {});
    }

    private static List<UUID> rowIds(ComparedCollection collection, Collection<Subject.Document> subjects) {
        return subjects.stream()
                .map(subject -> collection.ids().rowId(subject.id().value()))
                .toList();
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
}
