package dev.tidegate.validator.compare;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.target.TargetReaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Compares single subjects, a few hundred at a time: several collections and junctions beside each other. Safe for several
 * threads.
 */
public final class SubjectChecks {
    private static final int AT_ONCE = 500;

    private final EdgeChecks edges;
    private final DocumentChecks documents;
    private final RowChecks rows;
    private final Explanations explanations;

    public SubjectChecks(Migration migration, ComparedCollections collections, EdgeChecks edges) {
        this.edges = edges;
        this.documents = new DocumentChecks(collections, new EdgesOfDocuments(collections, edges));
        this.rows = new RowChecks(migration, collections);
        this.explanations = new Explanations(migration, collections);
    }

    /**
     * @param subjects one outcome for each, in their order
     * @param edges those that differ of the edges that were asked for
     */
    public record Comparisons(List<Comparison> subjects, List<Comparison> edges) {}

    /**
     * @param edgesOf documents among the subjects: the edges that they hold, and the rows with them at their left end, or
     *     at a right end that holds edges, are compared too
     */
    public Comparisons compare(
            TargetReaders target,
            Collection<? extends Subject> subjects,
            Map<Subject, List<SourceVersion>> earlierVersions,
            Set<Subject.Document> edgesOf) {
        Set<Subject> all = new LinkedHashSet<>(subjects);
        Map<Subject, Comparison> checked = new HashMap<>();
        Map<Subject, Comparison> differing = new LinkedHashMap<>();
        Set<Subject> allEdges = new LinkedHashSet<>(all);
        List<DocumentChecks.Result> byCollection = target.each(
                grouped(all, Subject.Document.class, Subject.Document::collection),
                (connection, some) -> documents.check(connection, some, earlierVersions, edgesOf));
        for (DocumentChecks.Result result : byCollection) {
            checked.putAll(result.documents());
            result.differingEdges().forEach(edge -> differing.putIfAbsent(edge.subject(), edge));
            allEdges.addAll(result.unsureEdges());
        }
        List<List<Comparison>> byJunction = target.each(
                grouped(allEdges, Subject.Edge.class, Subject.Edge::junction),
                (connection, some) ->
                        edges.check(connection, some.iterator().next().junction(), some));
        for (Comparison edge : byJunction.stream().flatMap(List::stream).toList()) {
            checked.put(edge.subject(), edge);
            if (!edge.agrees() && !all.contains(edge.subject())) {
                differing.putIfAbsent(edge.subject(), edge);
            }
        }
        List<Subject.Row> otherRows = all.stream()
                .filter(Subject.Row.class::isInstance)
                .map(Subject.Row.class::cast)
                .toList();
        target.each(otherRows, rows::check).forEach(row -> checked.put(row.subject(), row));
        List<Comparison> inOrder = all.stream().map(checked::get).toList();
        return new Comparisons(
                target.one(connection -> explanations.explain(connection, inOrder)), List.copyOf(differing.values()));
    }

    /** The documents to which some of these rows resolve by now. */
    public Map<Subject.Row, Subject.Document> documents(TargetReaders target, Collection<Subject> subjects) {
        var documents = new LinkedHashMap<Subject.Row, Subject.Document>();
        target.each(grouped(subjects, Subject.Row.class, Subject.Row::table), rows::documents)
                .forEach(documents::putAll);
        return documents;
    }

    /** All subjects of a kind, those of one name together. */
    private static <T extends Subject> List<Set<T>> grouped(
            Collection<Subject> subjects, Class<T> kind, Function<T, String> name) {
        var full = new ArrayList<Set<T>>();
        var byName = new LinkedHashMap<String, Set<T>>();
        for (Subject subject : subjects) {
            if (kind.isInstance(subject)) {
                T one = kind.cast(subject);
                Set<T> some = byName.computeIfAbsent(name.apply(one), each -> new LinkedHashSet<>());
                some.add(one);
                if (some.size() == AT_ONCE) {
                    full.add(byName.remove(name.apply(one)));
                }
            }
        }
        full.addAll(byName.values());
        return full;
    }
}
