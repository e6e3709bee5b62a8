package dev.tidegate.validator.follow;

import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.follow.LastLooks.LastLook;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What has changed and is not verified yet: single subjects, whole collections where those were too many, and the notes in
 * the target that told of them. Says up to which time nothing is left. For one thread.
 */
final class Backlog {
    private final SubjectNames names;
    private final PendingSubjects pending;
    private final SpilledCollections spilled = new SpilledCollections();
    private final SettledNotes settledNotes = new SettledNotes();
    private final long verifiedBefore;
    private OptionalLong completeUpTo = OptionalLong.empty();

    /**
     * @param names how documents and edges name each other
     * @param verifiedBefore up to this time by an earlier process; 0 for nothing
     */
    Backlog(SubjectNames names, int pendingAtMost, long verifiedBefore) {
        this.names = names;
        this.pending = new PendingSubjects(pendingAtMost);
        this.verifiedBefore = verifiedBefore;
    }

    /** The source has changed it at {@code time}. */
    void changed(Subject.Document subject, long time, long now) {
        PendingSubject changed = pending.at(subject, time, now + LookPauses.FIRST_LOOK);
        changed.changed(time);
        if (!ClusterTime.isBefore(verifiedBefore, time)) {
            // Told again for a last look: as if it had changed several times.
            changed.touched();
        }
        if (pending.hasEdges()) {
            pending.edgesAt(names.rowId(subject)).forEach(PendingSubject::touched);
        }
        spillWhenTooMany();
    }

    /** Somebody else has changed it in the target, as a note there says. */
    void changedInTarget(Subject subject, long note, long now) {
        pending.at(subject, nextTime(), now).noted(note);
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

    /** It is to be looked at once more, changed or not. */
    void again(LastLook look, long now) {
        pending.at(look.subject(), nextTime(), now).resumeFrom(look.resumeFrom());
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
                gone.collections().forEach(name -> spilled.spill(name, each.resumeFrom()));
                settledNotes.addAll(each);
            }
        }
    }

    /** A collection must be compared as a whole: what has changed in it is not known one by one. */
    void spill(String collection) {
        spill(collection, nextTime());
    }

    void spill(String collection, long oldest) {
        spilled.spill(collection, oldest);
    }

    /** Collections that must be compared as a whole by a pass that begins from now on. */
    Set<String> spilled() {
        return spilled.waiting();
    }

    /** A pass over the collection begins now; what is spilled from now on needs another. */
    void passBegins(String collection) {
        spilled.passBegins(collection);
    }

    /** The pass has gone through the whole collection, and all that differs was told. */
    void passed(String collection) {
        spilled.passed(collection);
    }

    /** All changes up to this time agree or are listed as mismatches; empty before the stream has told anything. */
    OptionalLong verifiedThrough() {
        return before(pending.oldest());
    }

    /** After the process has ended, all changes behind this time must be told again. */
    OptionalLong resumeFrom() {
        return before(pending.resumeFrom());
    }

    private OptionalLong before(OptionalLong change) {
        if (completeUpTo.isEmpty()) {
            return completeUpTo;
        }
        long through = completeUpTo.getAsLong();
        for (OptionalLong oldest : List.of(change, spilled.oldest())) {
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
