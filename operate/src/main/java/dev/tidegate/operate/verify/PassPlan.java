package dev.tidegate.operate.verify;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which collection is scanned next: all of them once, then those that must be, else one after the other for ever. */
final class PassPlan {
    private final Deque<String> first = new ArrayDeque<>();
    private final List<String> collections;
    private final long pause;
    private int next;
    private long idleSince;
    private boolean isFirstUnderWay;
    private boolean isFirstDone;

    PassPlan(List<String> collections, boolean isFirstDone, Duration pause, long now) {
        this.collections = List.copyOf(collections);
        this.isFirstDone = isFirstDone;
        this.pause = pause.toNanos();
        this.idleSince = now;
        if (!isFirstDone) {
            first.addAll(collections);
        }
    }

    record Step(String collection, boolean isOfFirst) {}

    Optional<Step> next(Set<String> spilled, long now) {
        if (!first.isEmpty()) {
            isFirstUnderWay = true;
            return Optional.of(new Step(first.poll(), true));
        }
        if (!spilled.isEmpty()) {
            return Optional.of(new Step(spilled.iterator().next(), false));
        }
        if (!collections.isEmpty() && now - idleSince >= pause) {
            next = (next + 1) % collections.size();
            return Optional.of(new Step(collections.get(next), false));
        }
        return Optional.empty();
    }

    /** @return whether that was the last of the first pass */
    boolean ended(long now) {
        idleSince = now;
        boolean isLastOfFirst = isFirstUnderWay && first.isEmpty();
        if (isLastOfFirst) {
            isFirstUnderWay = false;
            isFirstDone = true;
        }
        return isLastOfFirst;
    }

    boolean isFirstDone() {
        return isFirstDone;
    }
}
