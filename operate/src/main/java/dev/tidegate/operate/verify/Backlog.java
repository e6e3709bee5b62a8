package dev.tidegate.operate.verify;

import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.Fences;
import dev.tidegate.validator.recheck.PendingSubject;
import dev.tidegate.validator.recheck.PendingSubjects;
import dev.tidegate.validator.source.ClusterTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Changes that are not verified, and how far all others are: one by one as long as there are not too many, whole collections
 * from then on.
 */
final class Backlog {
    private final SubjectNames names;
    private final Fences fences;
    private final int pendingAtMost;
    private final PendingSubjects pending = new PendingSubjects();
    private final SpilledCollections spilled = new SpilledCollections();
    private final SettledNotes settledNotes = new SettledNotes();
    private OptionalLong completeUpTo = OptionalLong.empty();

    /** @param names how documents and edges name each other */
    Backlog(SubjectNames names, Fences fences, int pendingAtMost) {
        this.names = names;
        this.fences = fences;
        this.pendingAtMost = pendingAtMost;
    }

    /** The source has changed it at {@code time}. */
    void changed(Subject.Document subject, long time) {
        long fence = fences.next();
        pending.at(subject).changed(time, fence);
        if (pending.hasEdges()) {
            pending.edgesAt(names.rowId(subject)).forEach(edge -> edge.changed(time, fence));
        }
        spillWhenTooMany();
    }

    /** Somebody else has changed it in the target, as a note there says. */
    void changedInTarget(Subject subject, long note, long now) {
        PendingSubject changed = pending.at(subject);
        changed.noted(note, nextTime(), fences.next());
        changed.checkAt(now);
        spillWhenTooMany();
    }

    /**
     * A pass over a collection, which began at {@code time} of the source, has seen it differ. Where the collection was
     * spilled, the subject's own changes are unknown: the oldest of all counts.
     */
    void suspected(String collection, Subject subject, long time, long now) {
        PendingSubject suspected = pending.at(subject);
        suspected.changed(ClusterTime.earlier(time, spilled.oldestPassing(collection, time)), fences.next());
        suspected.checkAt(now);
        spillWhenTooMany();
    }

    PendingSubjects pending() {
        return pending;
    }

    /** It is verified, or listed as a mismatch. */
    void settled(PendingSubject each) {
        settledNotes.addAll(each.notes(), 0);
    }

    /** What a note reported is found by the passes that are wanted now. */
    void settled(long note) {
        settledNotes.add(note, nextTime());
    }

    /** Every change up to this time has been reported. */
    void completeUpTo(long time) {
        completeUpTo = ClusterTime.later(completeUpTo, time);
    }

    OptionalLong completeUpTo() {
        return completeUpTo;
    }

    /** A time that no change has which was reported so far. */
    private long nextTime() {
        return completeUpTo.orElse(0) + 1;
    }

    void spillWhenTooMany() {
        if (pending.size() > pendingAtMost) {
            PendingSubjects.Spilled gone = pending.spill(names::collections);
            for (PendingSubject each : gone.subjects()) {
                gone.collections().forEach(name -> spill(name, each.oldest()));
                settledNotes.addAll(each.notes(), nextTime());
            }
        }
    }

    /** A collection must be compared as a whole: what has changed in it is not known one by one. */
    void spill(String collection) {
        spill(collection, nextTime());
    }

    private void spill(String collection, long oldest) {
        spilled.spill(collection, oldest, fences.next());
    }

    /** Collections that must be compared as a whole by a pass that begins from now on. */
    Set<String> spilled() {
        return spilled.behind(fences.passed());
    }

    /** The last fence that a spilled collection waits for; 0 for none. */
    long awaitedFence() {
        return spilled.awaitedFence();
    }

    /** A pass over the collection begins now; what is spilled from now on needs another. */
    void passBegins(String collection) {
        spilled.passBegins(collection, fences.passed());
    }

    /** The pass has gone through the whole collection, and all that differs was reported. */
    void passed(String collection) {
        spilled.passed(collection);
    }

    /**
     * All changes up to this time agree or are listed as mismatches; empty before the stream has reported anything. After
     * the process has ended, all changes behind this time must be reported again.
     */
    OptionalLong verifiedThrough() {
        if (completeUpTo.isEmpty()) {
            return completeUpTo;
        }
        long through = completeUpTo.getAsLong();
        for (OptionalLong oldest : List.of(pending.oldest(), spilled.oldest())) {
            if (oldest.isPresent()) {
                through = ClusterTime.earlier(through, oldest.getAsLong() - 1);
            }
        }
        return OptionalLong.of(through);
    }

    /** Notes in the target that need not be checked again, once what came of them is stored. */
    List<Long> takeSettledNotes() {
        return settledNotes.take(verifiedThrough().orElse(0));
    }
}
