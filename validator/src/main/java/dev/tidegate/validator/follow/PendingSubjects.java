package dev.tidegate.validator.follow;

import dev.tidegate.validator.difference.Subject;
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

/** What is to be looked at, each subject once, and no more of it than a bound. */
final class PendingSubjects {
    private final Map<Subject, PendingSubject> subjects = new LinkedHashMap<>();
    private final Map<UUID, Set<PendingSubject>> edgesByEnd = new HashMap<>();
    private final int atMost;

    PendingSubjects(int atMost) {
        this.atMost = atMost;
    }

    /** @param due when it is looked at first, if it is not pending already */
    PendingSubject at(Subject subject, long time, long due) {
        PendingSubject known = subjects.get(subject);
        if (known != null) {
            known.since(time);
            return known;
        }
        PendingSubject pending = new PendingSubject(subject, time, due);
        subjects.put(subject, pending);
        if (subject instanceof Subject.Edge edge) {
            edgesByEnd.computeIfAbsent(edge.left(), end -> new HashSet<>()).add(pending);
            edgesByEnd.computeIfAbsent(edge.right(), end -> new HashSet<>()).add(pending);
        }
        return pending;
    }

    boolean hasEdges() {
        return !edgesByEnd.isEmpty();
    }

    /** Those with this row at either end. */
    Set<PendingSubject> edgesAt(UUID rowId) {
        return edgesByEnd.getOrDefault(rowId, Set.of());
    }

    PendingSubject get(Subject subject) {
        return subjects.get(subject);
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

    int size() {
        return subjects.size();
    }

    boolean isTooMany() {
        return subjects.size() > atMost;
    }

    Collection<PendingSubject> all() {
        return subjects.values();
    }

    /** Those whose time has come, the longest waiting first. */
    List<PendingSubject> due(long now, int most) {
        return subjects.values().stream()
                .filter(pending -> pending.due() - now <= 0)
                .sorted(Comparator.comparingLong(pending -> pending.due() - now))
                .limit(most)
                .toList();
    }

    /** The oldest change that is not verified. */
    OptionalLong oldest() {
        return subjects.values().stream().mapToLong(PendingSubject::oldest).reduce(ClusterTime::earlier);
    }

    OptionalLong resumeFrom() {
        return subjects.values().stream().mapToLong(PendingSubject::resumeFrom).reduce(ClusterTime::earlier);
    }

    /** The collections with the most pending subjects, and all of these, taken out of here. */
    Spilled spill(Function<Subject, Set<String>> collections) {
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

    record Spilled(Set<String> collections, List<PendingSubject> subjects) {}
}
