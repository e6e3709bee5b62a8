package dev.tidegate.validator.recheck;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.source.ClusterTime;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A subject that has changed or differed, until it is verified. */
public final class PendingSubject {
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
    void differed(long signature, long fence, long now) {
        suspicion = Optional.of(new Suspicion(signature, changes, fence, now));
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
    void differs(Comparison comparison, Passage passage, long sourceTime, long now) {
        if (suspicion.isEmpty()) {
            differed(comparison.signature(), passage.next(), now);
        }
        suspicion.orElseThrow().seen(comparison, changes, passage, sourceTime, now);
        if (isRestless(passage.passed())) {
            versions.add(comparison, passage.taken());
        }
    }

    /** It differs, and has changed while it was waited for: it may never be unchanged long enough. */
    boolean isRestless(long passed) {
        return suspicion
                .filter(seen -> unverified.lastKey() > passed || seen.hasVaried(changes))
                .isPresent();
    }

    Comparison last() {
        return suspicion.orElseThrow().last();
    }

    SeenVersions versions() {
        return versions;
    }

    /** How it differs for certain. */
    Optional<Comparison> mismatch(RecheckOutcomes outcomes, long now) {
        return suspicion.flatMap(seen -> seen.mismatch(changes, outcomes).or(() -> seen.neverAgreed(now)));
    }
}
