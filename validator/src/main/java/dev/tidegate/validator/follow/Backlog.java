package dev.tidegate.validator.follow;

import dev.tidegate.validator.difference.Subject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What has changed and is not verified yet: single subjects, whole collections where those were too many, and the notes in
 * the target that told of them. Says up to which time nothing is left. For one thread.
 */
final class Backlog {
    private final SubjectNames names;
    private final Fences fences;
    private final PendingSubjects pending;
    private final SpilledCollections spilled = new SpilledCollections();
    private final SettledNotes settledNotes = new SettledNotes();
    private final long readBefore;
    private OptionalLong completeUpTo = OptionalLong.empty();

    /**
     * @param names how documents and edges name each other
     * @param readBefore source time until which an earlier process may have read what is told now
     */
    Backlog(SubjectNames names, Fences fences, int pendingAtMost, long readBefore) {
        this.names = names;
        this.fences = fences;
        this.pending = new PendingSubjects(pendingAtMost);
        this.readBefore = readBefore;
    }

    /** The source has changed it at {@code time}. */
    void changed(Subject.Document subject, long time, long now) {
        PendingSubject changed = pending.at(subject, time, now + LookPauses.FIRST_LOOK);
        changed.changed(time);
        changed.lookBy(now + LookPauses.FIRST_LOOK);
        if (!ClusterTime.isBefore(readBefore, time)) {
            // It may have been read when a change before it was verified: as if it had changed several times.
            changed.touched(time);
        }
        if (changed.unverified() > 1 && changed.versions().isEmpty()) {
            // Its fence need not wait for the first look.
            changed.versions().hold(Optional.empty(), fences.next());
        }
        if (pending.hasEdges()) {
            pending.edgesAt(names.rowId(subject)).forEach(edge -> edge.touched(time));
        }
        spillWhenTooMany();
    }

    /** Somebody else has changed it in the target, as a note there says. */
    void changedInTarget(Subject subject, long note, long now) {
        pending.at(subject, nextTime(), now).noted(note, nextTime());
        spillWhenTooMany();
    }

    /**
     * A pass over a collection, which began at {@code time} of the source, has seen it differ. Where the collection was
     * spilled, the subject's own changes are unknown: the oldest of all counts.
     */
    void suspected(String collection, Subject subject, long time, long now) {
        pending.at(subject, ClusterTime.earlier(time, spilled.oldestPassing(collection, time)), now);
        spillWhenTooMany();
    }

    PendingSubjects pending() {
        return pending;
    }

    /** It is verified, or listed as a mismatch. */
    void settled(PendingSubject each) {
        pending.remove(each.subject());
        settledNotes.addAll(each);
    }

    /** What a note told is found by the passes that are wanted now. */
    void settled(long note) {
        settledNotes.add(note, nextTime());
    }

    /** Every change up to this time has been told. */
    void completeUpTo(long time) {
        completeUpTo = ClusterTime.later(completeUpTo, time);
    }

    OptionalLong completeUpTo() {
        return completeUpTo;
    }

    /** A time that no change has which was told so far. */
    private long nextTime() {
        return completeUpTo.orElse(0) + 1;
    }

    void spillWhenTooMany() {
        if (pending.isTooMany()) {
            PendingSubjects.Spilled gone = pending.spill(names::collections);
            for (PendingSubject each : gone.subjects()) {
                gone.collections().forEach(name -> spill(name, each.oldest()));
                settledNotes.addAll(each);
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

    /** The last fence that something waits for; 0 for none. */
    long awaitedFence() {
        return Math.max(
                spilled.awaitedFence(),
                pending.all().stream()
                        .mapToLong(PendingSubject::awaitedFence)
                        .max()
                        .orElse(0));
    }

    /** A pass over the collection begins now; what is spilled from now on needs another. */
    void passBegins(String collection) {
        spilled.passBegins(collection, fences.passed());
    }

    /** The pass has gone through the whole collection, and all that differs was told. */
    void passed(String collection) {
        spilled.passed(collection);
    }

    /**
     * All changes up to this time agree or are listed as mismatches; empty before the stream has told anything. After the
     * process has ended, all changes behind this time must be told again.
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

    /** Notes in the target that need not be looked at again, once what came of them is stored. */
    List<Long> takeSettledNotes() {
        return settledNotes.take(verifiedThrough().orElse(0));
    }
}
