package dev.tidegate.validator.follow;

import dev.tidegate.validator.compare.Checked;
import dev.tidegate.validator.difference.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Something that has changed at one end and is to be found equal at both. */
final class PendingSubject {
    private static final Duration NEVER_STILL_FOR = Duration.ofSeconds(60);
    private static final int LOOKS_AT_ONE_NEVER_STILL = 200;

    /** An edge is there or not: a row that is on its way cannot be wrong in the same way at so many moments. */
    private static final int LOOKS_AT_AN_EDGE = 20;

    private final Subject subject;
    private final HeldVersions versions = new HeldVersions();
    private final List<Long> notes = new ArrayList<>();
    private long oldest;
    private long resumeFrom;
    private long due;
    private int changes;
    private int changesAtFirstLook;
    private int changesWhenEdgesSeen = -1;
    private int looks;
    private int looksBehindFirstFence;
    private long differsSince;
    private long firstGeneration;
    private Optional<Suspicion> suspicion = Optional.empty();

    /**
     * What was seen when both ends differed.
     *
     * @param changes of the subject that had been met by then
     * @param generation the first fence that was taken after it
     * @param seenAgainAt source time at which it was seen to be the same behind that fence
     */
    private record Suspicion(Checked checked, int changes, long generation, OptionalLong seenAgainAt) {
        boolean isSame(Checked other, int otherChanges) {
            return checked.fingerprint() == other.fingerprint() && changes == otherChanges;
        }

        boolean isAlike(Checked other) {
            return checked.inSource() == other.inSource() && checked.inTarget() == other.inTarget();
        }
    }

    PendingSubject(Subject subject, long time, long due) {
        this.subject = subject;
        this.oldest = time;
        this.resumeFrom = time;
        this.due = due;
    }

    Subject subject() {
        return subject;
    }

    /** The oldest change that is not verified. */
    long oldest() {
        return oldest;
    }

    /** From where on its changes must be told again, should this process end: before the oldest for a last look. */
    long resumeFrom() {
        return resumeFrom;
    }

    void resumeFrom(long time) {
        resumeFrom = ClusterTime.earlier(resumeFrom, time);
    }

    HeldVersions versions() {
        return versions;
    }

    /** The notes in PostgreSQL that are settled with it. */
    List<Long> notes() {
        return notes;
    }

    long due() {
        return due;
    }

    void lookAgain(long at) {
        due = at;
    }

    void since(long time) {
        oldest = ClusterTime.earlier(oldest, time);
        resumeFrom(time);
    }

    void changed(long time) {
        touched();
        since(time);
        versions.changed(time);
    }

    /** What it depends on has changed: what was seen before tells nothing for certain any more. */
    void touched() {
        changes++;
    }

    void noted(long note) {
        touched();
        notes.add(note);
    }

    int looks() {
        return looks;
    }

    /** Whether it has changed again while it was looked at: it may never hold still. */
    boolean isHot() {
        return looks > 0 && changes > changesAtFirstLook;
    }

    boolean hasChanged() {
        return changes > 0;
    }

    boolean hasChangedSeveralTimes() {
        return changes > 1;
    }

    /**
     * Whether its edges are to be looked at with it: it has changed since they were, or what earlier changes have sent to
     * them is there for certain only now.
     */
    boolean takeEdges(long passedGeneration) {
        boolean isWanted = changesWhenEdgesSeen != changes
                || isBehindFence(passedGeneration)
                        && suspicion.orElseThrow().seenAgainAt().isEmpty();
        changesWhenEdgesSeen = changes;
        return isWanted;
    }

    /** The row holds an earlier version: only changes from {@code time} on are left to verify. */
    void verifiedBefore(long time) {
        oldest = time;
        resumeFrom = time;
        looks = 0;
        suspicion = Optional.empty();
    }

    /**
     * @param passedGeneration of the last fence that was passed before it was looked at
     * @param nextGeneration of the fence that is taken next
     */
    void differs(Checked checked, long passedGeneration, long nextGeneration, long now) {
        if (subject instanceof Subject.Edge
                && suspicion.filter(seen -> !seen.isAlike(checked)).isPresent()) {
            looks = 0;
        }
        if (looks++ == 0) {
            differsSince = now;
            firstGeneration = nextGeneration;
            changesAtFirstLook = changes;
            looksBehindFirstFence = 0;
        }
        if (firstGeneration <= passedGeneration) {
            looksBehindFirstFence++;
        }
        if (suspicion.filter(seen -> seen.isSame(checked, changes)).isEmpty()) {
            suspicion =
                    Optional.of(new Suspicion(withoutValues(checked), changes, nextGeneration, OptionalLong.empty()));
        }
    }

    private static Checked withoutValues(Checked checked) {
        return new Checked(
                checked.subject(),
                checked.inSource(),
                checked.inTarget(),
                checked.fingerprint(),
                checked.tally(),
                checked.differences(),
                Optional.empty());
    }

    /** The fence behind what was seen to differ; 0 for none. */
    long awaitedFence() {
        return suspicion.map(Suspicion::generation).orElse(0L);
    }

    /** It still differs as it was seen to before a fence that is passed now. */
    boolean isBehindFence(long passedGeneration) {
        return suspicion
                .filter(seen -> seen.generation() <= passedGeneration && seen.changes() == changes)
                .isPresent();
    }

    /** @param sourceTime the source's time after it was seen the same behind its fence */
    void seenAgain(long sourceTime) {
        suspicion = suspicion.map(seen -> seen.seenAgainAt().isPresent()
                ? seen
                : new Suspicion(seen.checked(), seen.changes(), seen.generation(), OptionalLong.of(sourceTime)));
    }

    /**
     * What differs for certain: seen twice with a passed fence between, and no change was made from the first look to the
     * second, as the stream has told all changes since.
     */
    Optional<Checked> mismatch(long completeUpTo) {
        return suspicion
                .filter(seen -> seen.changes() == changes
                        && seen.seenAgainAt().isPresent()
                        && !ClusterTime.isBefore(
                                completeUpTo, seen.seenAgainAt().getAsLong()))
                .map(Suspicion::checked);
    }

    /** What was never seen to agree in many looks at many versions, behind a fence that was taken after the first. */
    Optional<Checked> neverAgreed(long now) {
        boolean isLong = subject instanceof Subject.Edge
                ? looksBehindFirstFence >= LOOKS_AT_AN_EDGE
                : looksBehindFirstFence >= LOOKS_AT_ONE_NEVER_STILL && now - differsSince > NEVER_STILL_FOR.toNanos();
        return isLong ? suspicion.map(Suspicion::checked) : Optional.empty();
    }
}
