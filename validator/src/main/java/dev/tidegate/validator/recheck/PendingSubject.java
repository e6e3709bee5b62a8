package dev.tidegate.validator.recheck;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.source.ClusterTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A subject that has changed or differed, until it is verified. */
public final class PendingSubject {
    private static final Duration NEVER_UNCHANGED_FOR = Duration.ofSeconds(60);
    private static final int CHECKS_OF_A_DOCUMENT = 200;

    /** An edge is there or not: a row that is on its way cannot be wrong in the same way at so many moments. */
    private static final int CHECKS_OF_AN_EDGE = 20;

    private final Subject subject;

    /** By the fence that is behind them: the oldest of its changes. */
    private final NavigableMap<Long, Long> unverified = new TreeMap<>();

    private final SeenVersions versions = new SeenVersions();
    private final List<Long> notes = new ArrayList<>();
    private OptionalLong due = OptionalLong.empty();
    private long checkedBehind;
    private int changes;
    private Optional<Suspicion> suspicion = Optional.empty();

    PendingSubject(Subject subject) {
        this.subject = subject;
    }

    /**
     * How both ends differed.
     *
     * @param signature of both, and of their differences
     * @param changes of the subject that were known by then
     * @param fence the first that was taken after it
     * @param last what differs, without values; empty when only the signature is known
     * @param again source time after it was seen the same behind that fence
     * @param streak checks in a row that did not agree
     */
    private record Suspicion(
            long signature,
            int changes,
            long fence,
            Optional<Comparison> last,
            OptionalLong again,
            boolean hasChanged,
            Streak streak) {}

    /** @param firstFence taken after the first check @param behind how many were behind that fence */
    private record Streak(long since, long firstFence, int behind) {
        Streak and(long passed) {
            return firstFence <= passed ? new Streak(since, firstFence, behind + 1) : this;
        }
    }

    public Subject subject() {
        return subject;
    }

    /** Notes in the target that are settled with it. */
    public List<Long> notes() {
        return notes;
    }

    /** The oldest change that is not verified. */
    public long oldest() {
        return unverified.values().stream().reduce(ClusterTime::earlier).orElseThrow();
    }

    /**
     * It, or what it depends on, has changed at this time: what was seen before says nothing for certain any more.
     *
     * @param fence behind the change
     */
    public void changed(long time, long fence) {
        changes++;
        since(time, fence);
    }

    void since(long time, long fence) {
        unverified.merge(fence, time, ClusterTime::earlier);
    }

    public void noted(long note, long time, long fence) {
        changed(time, fence);
        notes.add(note);
    }

    /** It is checked at this time, also when no fence has passed by then. */
    public void checkAt(long time) {
        due = OptionalLong.of(time);
    }

    /** It differed like that already, before the fence. */
    void differed(long signature, long fence) {
        suspicion = Optional.of(new Suspicion(
                signature, changes, fence, Optional.empty(), OptionalLong.empty(), false, new Streak(0, fence, 0)));
    }

    boolean isDue(long passed, long now) {
        return isDueBehind(passed) || due.isPresent() && due.getAsLong() - now <= 0;
    }

    /** Changes of it are behind a passed fence, and it was not checked since. */
    boolean isDueBehind(long passed) {
        return checkedBehind < passed && unverified.firstKey() <= passed;
    }

    void checked(long passed) {
        checkedBehind = passed;
        due = OptionalLong.empty();
    }

    /** The last fence that it waits for. */
    long awaitedFence() {
        return Math.max(unverified.lastKey(), suspicion.map(Suspicion::fence).orElse(0L));
    }

    /** Its row is right, or listed, in a state that the source had at the passed fence or since. Whether all is verified. */
    boolean verified(long passed) {
        suspicion = Optional.empty();
        unverified.headMap(passed, true).clear();
        return unverified.isEmpty();
    }

    /** @param sourceTime after it was read */
    void differs(Comparison checked, Passage passage, long sourceTime, long now) {
        Optional<Suspicion> before = suspicion;
        boolean isSame = before.filter(seen -> seen.signature() == checked.signature() && seen.changes() == changes)
                .isPresent();
        Streak streak = before.filter(seen -> isStreak(seen, checked))
                .map(Suspicion::streak)
                .orElse(new Streak(now, passage.next(), 0))
                .and(passage.passed());
        Optional<Comparison> last = Optional.of(checked.withoutVersion());
        if (isSame) {
            Suspicion seen = before.orElseThrow();
            OptionalLong again = seen.again().isEmpty() && seen.fence() <= passage.passed()
                    ? OptionalLong.of(sourceTime)
                    : seen.again();
            suspicion = Optional.of(
                    new Suspicion(seen.signature(), changes, seen.fence(), last, again, seen.hasChanged(), streak));
        } else {
            suspicion = Optional.of(new Suspicion(
                    checked.signature(),
                    changes,
                    passage.next(),
                    last,
                    OptionalLong.empty(),
                    before.isPresent(),
                    streak));
        }
        if (isRestless(passage.passed())) {
            versions.add(checked, passage.taken());
        }
    }

    private boolean isStreak(Suspicion seen, Comparison checked) {
        return !(subject instanceof Subject.Edge)
                || seen.last()
                        .map(last -> last.inSource() == checked.inSource() && last.inTarget() == checked.inTarget())
                        .orElse(true);
    }

    /** It differs, and has changed while it was waited for: it may never be unchanged long enough. */
    boolean isRestless(long passed) {
        return suspicion.isPresent()
                && (suspicion.get().hasChanged()
                        || unverified.lastKey() > passed
                        || suspicion.get().changes() < changes);
    }

    Comparison last() {
        return suspicion.flatMap(Suspicion::last).orElseThrow();
    }

    SeenVersions versions() {
        return versions;
    }

    /** What the source has changed since it was seen the same for the second time would have been reported by now. */
    Optional<Comparison> mismatch(RecheckOutcomes outcomes) {
        return suspicion
                .filter(seen -> seen.changes() == changes
                        && seen.again().isPresent()
                        && outcomes.isReported(seen.again().getAsLong()))
                .flatMap(Suspicion::last);
    }

    /** What never agreed in many checks of many versions, behind a fence that was taken after the first. */
    Optional<Comparison> neverAgreed(long now) {
        return suspicion.filter(seen -> isTooLong(seen.streak(), now)).flatMap(Suspicion::last);
    }

    private boolean isTooLong(Streak streak, long now) {
        return subject instanceof Subject.Edge
                ? streak.behind() >= CHECKS_OF_AN_EDGE
                : streak.behind() >= CHECKS_OF_A_DOCUMENT && now - streak.since() > NEVER_UNCHANGED_FOR.toNanos();
    }
}
