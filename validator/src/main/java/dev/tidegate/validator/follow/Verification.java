package dev.tidegate.validator.follow;

import dev.tidegate.validator.compare.Checked;
import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.compare.SubjectChecks.Looked;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.follow.LastLooks.LastLook;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what of the changes is verified, and what is a mismatch. Knows neither threads nor servers but through what it
 * is given. For one thread.
 *
 * <p>A changed subject is looked at a little later, when the pipeline has likely carried the change. Where both ends agree
 * then, it is verified: the source was read after the change. Where they do not, it is looked at again and again. It
 * counts as a mismatch only when a fence that was taken after one look is passed, a second look sees the same at both
 * ends, and the change stream has told no change of it from before the first look to after the second. A document that
 * never holds still is looked at often, and its versions are held: a row that equals one of them holds every change until
 * that version was read.
 */
final class Verification {
    private static final int VERSIONS_AT_MOST = 4000;
    private static final int AT_ONCE = 500;
    private static final int WORTH_A_BATCH = 300;
    private static final long LONGEST_WAIT_FOR_A_BATCH = Duration.ofMillis(500).toNanos();

    private final Ends ends;
    private final Fences fences;
    private final LongSupplier sourceTime;
    private final SubjectNames names;
    private final Backlog backlog;
    private final PendingSubjects pending;
    private final OpenMismatches mismatches;
    private final LookPauses pauses = new LookPauses();
    private final LastLooks lastLooks = new LastLooks();
    private final int pendingAtMost;
    private int versionsHeld;

    /** The last fence that was passed before the looks of this turn began. */
    private long passed;

    /**
     * @param ends as they are now
     * @param fences advanced by somebody else
     * @param sourceTime asks the source: everything that anybody can have read has happened by then
     * @param names how documents and edges name each other
     */
    record Outside(Ends ends, Fences fences, LongSupplier sourceTime, SubjectNames names) {}

    /** @param verifiedBefore up to this time by an earlier process; 0 for nothing */
    Verification(Outside outside, OpenMismatches mismatches, int pendingAtMost, long verifiedBefore) {
        this.ends = outside.ends();
        this.fences = outside.fences();
        this.sourceTime = outside.sourceTime();
        this.names = outside.names();
        this.mismatches = mismatches;
        this.pendingAtMost = pendingAtMost;
        this.backlog = new Backlog(outside.names(), pendingAtMost, verifiedBefore);
        this.pending = backlog.pending();
    }

    /** Looks at what is due. Returns how many subjects were looked at. */
    int look(long now) {
        pauses.turn(now, pending.all().stream().filter(PendingSubject::isHot).count());
        takePassed(now);
        int looked = lookAtDue(now);
        long awaited = pending.all().stream()
                .mapToLong(PendingSubject::awaitedFence)
                .max()
                .orElse(0);
        fences.want(Math.max(awaited, lastLooks.awaitedFence()));
        settleConfirmed(now);
        return looked + lookAtMismatches(now);
    }

    /** What has waited for the fence that is passed now is looked at without further delay. */
    private void takePassed(long now) {
        long before = passed;
        passed = fences.passed();
        if (passed > before) {
            pending.all().stream()
                    .filter(each -> !each.isBehindFence(before) && each.isBehindFence(passed))
                    .forEach(each -> each.lookAgain(now));
            lastLooks.take(passed).forEach(look -> backlog.again(look, now));
        }
    }

    private int lookAtDue(long now) {
        List<PendingSubject> due = dueBatch(now);
        if (due.isEmpty()) {
            return 0;
        }
        versionsHeld = pending.versionsHeld();
        Map<Subject, PendingSubject> asked = new LinkedHashMap<>();
        due.forEach(each -> asked.put(each.subject(), each));
        List<PendingSubject> holders = due.stream()
                .filter(each -> each.subject() instanceof Subject.Document && each.takeEdges(passed))
                .toList();
        Map<UUID, Long> oldest = new HashMap<>();
        holders.forEach(each -> oldest.put(names.rowId((Subject.Document) each.subject()), each.oldest()));
        Set<PendingSubject> differing = new LinkedHashSet<>();
        Looked looked = ends.look(asked.keySet(), Map.of(), documents(holders));
        for (Checked checked : looked.subjects()) {
            PendingSubject each = asked.get(checked.subject());
            if (checked.agrees()) {
                agreed(each);
            } else {
                differs(each, checked, now);
                differing.add(each);
            }
        }
        looked.edges().forEach(edge -> edgeDiffers(edge, oldest, now));
        backlog.spillWhenTooMany();
        lookAtEarlierVersions(differing, now);
        return due.size();
    }

    /** A look costs many questions, however few subjects it is at; those that never hold still do not wait for others. */
    private List<PendingSubject> dueBatch(long now) {
        List<PendingSubject> due = pending.due(now, AT_ONCE);
        boolean isWorthIt = due.size() >= WORTH_A_BATCH
                || !due.isEmpty() && now - due.get(0).due() >= LONGEST_WAIT_FOR_A_BATCH
                || due.stream().anyMatch(PendingSubject::isHot);
        return isWorthIt ? due : List.of();
    }

    private void agreed(PendingSubject each) {
        backlog.settled(each);
        mismatches.agrees(each.subject());
        if (each.hasChangedSeveralTimes()) {
            lookOnceMore(each);
        }
    }

    private void lookOnceMore(PendingSubject each) {
        if (lastLooks.size() < pendingAtMost) {
            lastLooks.add(new LastLook(each.subject(), fences.next(), each.resumeFrom()));
        } else {
            names.collections(each.subject()).forEach(name -> backlog.spill(name, each.resumeFrom()));
        }
    }

    private void differs(PendingSubject each, Checked checked, long now) {
        if (mismatches.isOpen(each.subject())) {
            listed(each, checked, now);
            return;
        }
        boolean isBehindFence = each.isBehindFence(passed);
        each.differs(checked, passed, fences.next(), now);
        if (isBehindFence && each.isBehindFence(passed)) {
            each.seenAgain(sourceTime.getAsLong());
        }
        if (versionsHeld < VERSIONS_AT_MOST) {
            checked.version().ifPresent(each.versions()::hold);
        }
        each.lookAgain(now + pauses.after(each));
    }

    /** What is a mismatch already need not be found to be one again. */
    private void listed(PendingSubject each, Checked checked, long now) {
        backlog.settled(each);
        mismatches.differs(checked, now);
        mismatches.lookSoon(each.subject(), now + LookPauses.LATER);
        if (each.hasChanged()) {
            lookOnceMore(each);
        }
    }

    private static Set<Subject.Document> documents(List<PendingSubject> holders) {
        return holders.stream().map(each -> (Subject.Document) each.subject()).collect(Collectors.toSet());
    }

    /** @param oldest change of each document whose edges were looked at, by its row id */
    private void edgeDiffers(Checked checked, Map<UUID, Long> oldest, long now) {
        var edge = (Subject.Edge) checked.subject();
        long time = Stream.of(edge.left(), edge.right())
                .map(oldest::get)
                .filter(Objects::nonNull)
                .reduce(ClusterTime::earlier)
                .orElseThrow();
        PendingSubject pendingEdge = pending.at(edge, time, now + LookPauses.AGAIN);
        pendingEdge.changed(time);
        differs(pendingEdge, checked, now);
    }

    private void lookAtEarlierVersions(Set<PendingSubject> differing, long now) {
        Map<Subject, List<SourceVersion>> versions = new HashMap<>();
        for (PendingSubject each : differing) {
            if (pending.get(each.subject()) == each && !each.versions().isEmpty()) {
                versions.put(each.subject(), each.versions().all());
            }
        }
        if (versions.isEmpty()) {
            return;
        }
        for (Checked checked : ends.check(new HashSet<>(versions.keySet()), versions)) {
            PendingSubject each = pending.get(checked.subject());
            if (checked.agrees()) {
                agreedWithEarlier(each, now);
            }
        }
    }

    private void agreedWithEarlier(PendingSubject each, long now) {
        OptionalLong rest = each.versions().agreed();
        if (rest.isPresent()) {
            each.verifiedBefore(rest.getAsLong());
            each.lookAgain(now + LookPauses.AGAIN);
        } else {
            agreed(each);
        }
    }

    private void settleConfirmed(long now) {
        for (PendingSubject each : List.copyOf(pending.all())) {
            each.mismatch(backlog.completeUpTo().orElse(0))
                    .or(() -> each.neverAgreed(now))
                    .ifPresent(checked -> {
                        backlog.settled(each);
                        mismatches.differs(checked, now);
                    });
        }
    }

    private int lookAtMismatches(long now) {
        Set<Subject> due = mismatches.due(now, AT_ONCE);
        due.removeIf(subject -> pending.get(subject) != null);
        if (due.isEmpty()) {
            return 0;
        }
        for (Checked checked : ends.check(due, Map.of())) {
            if (checked.agrees()) {
                mismatches.agrees(checked.subject());
            } else {
                mismatches.differs(checked, now);
            }
        }
        return due.size();
    }

    /** After this process has ended, all changes behind this time must be told again. */
    OptionalLong resumeFrom() {
        OptionalLong resumeFrom = backlog.resumeFrom();
        OptionalLong waiting = lastLooks.resumeFrom();
        return resumeFrom.isPresent() && waiting.isPresent()
                ? OptionalLong.of(ClusterTime.earlier(resumeFrom.getAsLong(), waiting.getAsLong() - 1))
                : resumeFrom;
    }

    Backlog backlog() {
        return backlog;
    }

    OpenMismatches mismatches() {
        return mismatches;
    }
}
