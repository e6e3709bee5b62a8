package dev.tidegate.validator.recheck;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.compare.SubjectChecks.Comparisons;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.Fences;
import dev.tidegate.validator.source.ClusterTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares subjects behind fences, in generations. Knows neither threads nor servers but through what it is given. For one
 * thread.
 *
 * <p>A change belongs to the generation of the first fence that is taken after it was reported. Behind that fence the row
 * must be in a state that the source had at the fence or since: then all changes before the fence are verified. A subject
 * that differs rolls over to the next generation: it is a mismatch when it differs in the same way there and did not change
 * in between. One that changes all the time is checked between fences, too, and what the source held then is remembered: its
 * row may be in any of these states.
 */
public final class Recheck {
    private static final int VERSIONS_AT_MOST = 4000;
    private static final int AT_ONCE = 500;
    private static final int FEW = 100;
    private static final long SOON = Duration.ofMillis(250).toNanos();
    private static final long LATER = Duration.ofMillis(600).toNanos();

    /** A machine that has little time to spare is asked less often. */
    private static final int CHECKS_BETWEEN = 2;

    private final Ends ends;
    private final Fences fences;
    private final RecheckOutcomes outcomes;
    private final Optional<Function<Subject.Document, UUID>> edgeEnds;
    private final PendingSubjects pending;
    private int versionsHeld;

    /**
     * @param ends as they are now
     * @param fences advanced by somebody else
     * @param edgeEnds by which edges name a document; empty: the edges that documents give are not compared with them
     */
    public Recheck(
            PendingSubjects pending,
            Ends ends,
            Fences fences,
            RecheckOutcomes outcomes,
            Optional<Function<Subject.Document, UUID>> edgeEnds) {
        this.pending = pending;
        this.ends = ends;
        this.fences = fences;
        this.outcomes = outcomes;
        this.edgeEnds = edgeEnds;
    }

    /** Checks what is due. Returns how many subjects were compared. */
    public int run(long now) {
        long passed = fences.passed();
        List<PendingSubject> due = pending.due(passed, now, AT_ONCE);
        if (!due.isEmpty()) {
            check(due, passed, now);
        }
        pending.all().stream().mapToLong(PendingSubject::awaitedFence).max().ifPresent(fences::want);
        conclude(now);
        return due.size();
    }

    private void check(List<PendingSubject> due, long passed, long now) {
        Map<Subject, PendingSubject> asked = new LinkedHashMap<>();
        due.forEach(each -> asked.put(each.subject(), each));
        List<PendingSubject> holders = holders(due, passed);
        Map<UUID, Long> oldest = new HashMap<>();
        holders.forEach(
                each -> oldest.put(edgeEnds.orElseThrow().apply((Subject.Document) each.subject()), each.oldest()));
        versionsHeld = pending.versionsHeld();
        long taken = fences.taken();
        long start = System.nanoTime();
        Comparisons comparisons = ends.compare(asked.keySet(), Map.of(), documents(holders));
        long took = System.nanoTime() - start;
        Reading reading = new Reading(new Passage(passed, taken, fences.next()), outcomes.sourceTime(), now);
        Set<PendingSubject> differing = new LinkedHashSet<>();
        for (Comparison checked : comparisons.subjects()) {
            PendingSubject each = asked.get(checked.subject());
            each.checked(passed);
            outcomes.compared(checked);
            take(each, checked, reading, differing);
        }
        for (Comparison edge : comparisons.edges()) {
            take(edge(edge, oldest, passed), edge, reading, differing);
        }
        compareEarlierVersions(differing, reading);
        long restless =
                differing.stream().filter(each -> each.isRestless(passed)).count();
        long pause = Math.max(restless <= FEW ? SOON : LATER, CHECKS_BETWEEN * took);
        differing.stream().filter(each -> each.isRestless(passed)).forEach(each -> each.checkAt(now + pause));
    }

    /** The edges of a document are checked once behind each fence. */
    private List<PendingSubject> holders(List<PendingSubject> due, long passed) {
        return edgeEnds.isEmpty()
                ? List.of()
                : due.stream()
                        .filter(each -> each.subject() instanceof Subject.Document && each.isDueBehind(passed))
                        .toList();
    }

    private static Set<Subject.Document> documents(List<PendingSubject> holders) {
        return holders.stream().map(each -> (Subject.Document) each.subject()).collect(Collectors.toSet());
    }

    /** @param sourceTime after the ends were read */
    private record Reading(Passage passage, long sourceTime, long now) {}

    private void take(PendingSubject each, Comparison checked, Reading reading, Set<PendingSubject> differing) {
        if (checked.agrees()) {
            outcomes.agrees(checked.subject());
            verified(each, reading.passage().passed());
        } else if (outcomes.isListed(checked, reading.now())) {
            verified(each, reading.passage().passed());
        } else {
            Comparison kept = versionsHeld < VERSIONS_AT_MOST ? checked : checked.withoutVersion();
            each.differs(kept, reading.passage(), reading.sourceTime(), reading.now());
            differing.add(each);
        }
    }

    private void verified(PendingSubject each, long passed) {
        if (each.verified(passed)) {
            pending.remove(each.subject());
            outcomes.settled(each);
        }
    }

    /**
     * An edge that was found to differ beside its document.
     *
     * @param oldest change of each document whose edges were checked, by its row id
     */
    private PendingSubject edge(Comparison checked, Map<UUID, Long> oldest, long passed) {
        var edge = (Subject.Edge) checked.subject();
        long time = Stream.of(edge.left(), edge.right())
                .map(oldest::get)
                .filter(Objects::nonNull)
                .reduce(ClusterTime::earlier)
                .orElseThrow();
        PendingSubject pendingEdge = pending.at(edge);
        pendingEdge.since(time, passed);
        pendingEdge.checked(passed);
        return pendingEdge;
    }

    /** The row of one that keeps changing may be in a state that the source had at an earlier check. */
    private void compareEarlierVersions(Set<PendingSubject> differing, Reading reading) {
        long passed = reading.passage().passed();
        Map<Subject, List<SourceVersion>> versions = new HashMap<>();
        for (PendingSubject each : List.copyOf(differing)) {
            Comparison last = each.last();
            if (each.subject() instanceof Subject.Edge && each.versions().hasEdgeBehind(passed, last.inTarget())) {
                agreesWithEarlier(each, passed, differing);
            } else if (!each.versions().behind(passed).isEmpty()) {
                versions.put(each.subject(), each.versions().behind(passed));
            }
        }
        if (versions.isEmpty()) {
            return;
        }
        Map<Subject, PendingSubject> asked =
                differing.stream().collect(Collectors.toMap(PendingSubject::subject, each -> each));
        for (Comparison checked : ends.check(new HashSet<>(versions.keySet()), versions)) {
            if (checked.agrees()) {
                agreesWithEarlier(asked.get(checked.subject()), passed, differing);
            }
        }
    }

    private void agreesWithEarlier(PendingSubject each, long passed, Set<PendingSubject> differing) {
        differing.remove(each);
        verified(each, passed);
    }

    private void conclude(long now) {
        for (PendingSubject each : List.copyOf(pending.all())) {
            each.mismatch(outcomes, now).ifPresent(checked -> {
                pending.remove(each.subject());
                outcomes.differs(checked, now);
                outcomes.settled(each);
            });
        }
    }
}
