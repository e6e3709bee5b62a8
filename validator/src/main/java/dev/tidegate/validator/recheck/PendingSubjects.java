package dev.tidegate.validator.recheck;

import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.source.ClusterTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** What is to be verified, each subject once. For one thread. */
public final class PendingSubjects {
    private final Map<Subject, PendingSubject> subjects = new LinkedHashMap<>();
    private final Map<UUID, Set<PendingSubject>> edgesByEnd = new HashMap<>();

    /** The one that is pending already, or else a new one. */
    public PendingSubject at(Subject subject) {
        PendingSubject known = subjects.get(subject);
        if (known != null) {
            return known;
        }
        PendingSubject pending = new PendingSubject(subject);
        subjects.put(subject, pending);
        if (subject instanceof Subject.Edge edge) {
            edgesByEnd.computeIfAbsent(edge.left(), end -> new HashSet<>()).add(pending);
            edgesByEnd.computeIfAbsent(edge.right(), end -> new HashSet<>()).add(pending);
        }
        return pending;
    }

    public boolean contains(Subject subject) {
        return subjects.containsKey(subject);
    }

    public boolean hasEdges() {
        return !edgesByEnd.isEmpty();
    }

    /** Those with this row at either end. */
    public Set<PendingSubject> edgesAt(UUID rowId) {
        return edgesByEnd.getOrDefault(rowId, Set.of());
    }

    void remove(Subject subject) {
        PendingSubject removed = subjects.remove(subject);
        if (subject instanceof Subject.Edge edge) {
            removeAt(edge.left(), removed);
            removeAt(edge.right(), removed);
        }
    }

    private void removeAt(UUID end, PendingSubject edge) {
        edgesByEnd.computeIfPresent(end, (id, edges) -> {
            edges.remove(edge);
            return edges.isEmpty() ? null : edges;
        });
    }

    /** Versions of documents that are held in memory. */
    int versionsHeld() {
        return subjects.values().stream()
                .mapToInt(pending -> pending.versions().size())
                .sum();
    }

    public int size() {
        return subjects.size();
    }

    Collection<PendingSubject> all() {
        return subjects.values();
    }

    /** Those to be checked now, in the order in which they became pending. */
    List<PendingSubject> due(long passed, long now, int most) {
        return subjects.values().stream()
                .filter(pending -> pending.isDue(passed, now))
                .limit(most)
                .toList();
    }

    /** The oldest change that is not verified. */
    public OptionalLong oldest() {
        return subjects.values().stream().mapToLong(PendingSubject::oldest).reduce(ClusterTime::earlier);
    }

    /** The collections with the most pending subjects, and all of these, taken out of here. */
    public Spilled spill(Function<Subject, Set<String>> collections) {
        Map<Set<String>, List<PendingSubject>> byCollections = new HashMap<>();
        for (PendingSubject pending : subjects.values()) {
            byCollections
                    .computeIfAbsent(collections.apply(pending.subject()), names -> new ArrayList<>())
                    .add(pending);
        }
        var most = byCollections.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElseThrow();
        most.getValue().forEach(pending -> remove(pending.subject()));
        return new Spilled(most.getKey(), most.getValue());
    }

    public record Spilled(Set<String> collections, List<PendingSubject> subjects) {}
}
