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
    private long due;
    private int changes;
    private int unverified;
    private int changesAtFirstLook;
    private int changesWhenEdgesSeen = -1;
    private int looks;
    private int looksBehindFirstFence;
    private long differsSince;
    private long firstGeneration;
    private Optional<Suspicion> suspicion = Optional.empty();
    private Optional<Agreement> agreement = Optional.empty();

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

    /**
     * Both ends agreed, and what was read last is the only unverified change.
     *
     * @param changes of the subject that had been met by then
     * @param readUntil source time after it was read
     */
    private record Agreement(int changes, long readUntil) {}

    PendingSubject(Subject subject, long time, long due) {
        this.subject = subject;
        this.oldest = time;
        this.due = due;
    }

    Subject subject() {
        return subject;
    }

    /** The oldest change that is not verified. */
    long oldest() {
        return oldest;
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

    void lookBy(long at) {
        if (at - due < 0) {
            due = at;
        }
    }

    void since(long time) {
        oldest = ClusterTime.earlier(oldest, time);
    }

    void changed(long time) {
        touched(time);
        since(time);
    }

    /** What it depends on has changed: what was seen before tells nothing for certain any more. */
    void touched(long time) {
        changes++;
        unverified++;
        versions.changed(time);
    }

    void noted(long note, long time) {
        touched(time);
        notes.add(note);
    }

    int looks() {
        return looks;
    }

    /** Whether it has changed again while it was looked at: it may never hold still. */
    boolean isHot() {
        return looks > 0 && changes > changesAtFirstLook;
    }

    /** Changes since those that are verified. */
    int unverified() {
        return unverified;
    }

    /**
     * Whether its edges are to be looked at with it: it has changed since they were, or what earlier changes have sent to
     * them is there for certain only now.
     */
    boolean takeEdges(long passedGeneration) {
        boolean isWanted = changesWhenEdgesSeen != changes
                || versions.isAnyBehind(passedGeneration)
                || isBehindFence(passedGeneration)
                        && suspicion.orElseThrow().seenAgainAt().isEmpty();
        changesWhenEdgesSeen = changes;
        return isWanted;
    }

    /** Only the rest is left to verify. */
    void verified(HeldVersions.Rest rest) {
        oldest = rest.oldest().orElse(oldest);
        unverified = rest.changes();
    }

    /** It is accounted for by what was seen: it agrees, or is listed as a mismatch. */
    void differsNoMore() {
        looks = 0;
        suspicion = Optional.empty();
    }

    /** @param readUntil source time after it was read */
    void agreed(long readUntil) {
        if (agreement.filter(seen -> seen.changes() == changes).isEmpty()) {
            agreement = Optional.of(new Agreement(changes, readUntil));
        }
    }

    /** It agreed, and the stream has told all that can have been read then: no change of it but those known before. */
    boolean isAgreed(long completeUpTo) {
        return agreement
                .filter(seen -> seen.changes() == changes && !ClusterTime.isBefore(completeUpTo, seen.readUntil()))
                .isPresent();
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
        agreement = Optional.empty();
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

    /** The last fence that it waits for; 0 for none. */
    long awaitedFence() {
        return Math.max(suspicion.map(Suspicion::generation).orElse(0L), versions.awaitedFence());
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
