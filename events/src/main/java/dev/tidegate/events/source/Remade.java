package dev.tidegate.events.source;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A collection that was dropped, renamed or made again, and that the source takes again while it streams: first all that it
 * has now, then the deletion of what its raw topic has and it has no longer.
 *
 * @param uuid of the collection that is taken; empty where there is none any more
 * @param since what is taken contains every change up to then: such changes are not published any more
 * @param ranges how far it is read
 * @param sweptTo next offset of each partition of the raw topic that is to be compared; partitions that are missing are at
 *     their beginning
 * @param ends offsets of the raw topic when all was read
 */
public record Remade(
        String collection,
        Optional<String> uuid,
        SourcePosition since,
        Step step,
        List<RangeState> ranges,
        Map<Integer, Long> sweptTo,
        Map<Integer, Long> ends) {

    public enum Step {
        READING,
        /** What the collection has no longer is deleted. */
        SWEEPING,
        DONE
    }

    public Remade {
        Objects.requireNonNull(collection, "collection");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(step, "step");
        ranges = List.copyOf(ranges);
        sweptTo = Map.copyOf(sweptTo);
        ends = Map.copyOf(ends);
    }

    public static Remade begin(
            String collection, Optional<String> uuid, SourcePosition since, List<RangeState> ranges) {
        return new Remade(collection, uuid, since, Step.READING, ranges, Map.of(), Map.of());
    }

    /** @param range in the place of the one of its number */
    public Remade read(RangeState range) {
        List<RangeState> now = ranges.stream()
                .map(each -> each.number() == range.number() ? range : each)
                .toList();
        return new Remade(collection, uuid, since, step, now, sweptTo, ends);
    }

    public Remade sweep(Map<Integer, Long> newEnds) {
        return new Remade(collection, uuid, since, Step.SWEEPING, ranges, Map.of(), newEnds);
    }

    public Remade swept(Map<Integer, Long> to) {
        boolean isDone = ends.entrySet().stream().allMatch(end -> to.getOrDefault(end.getKey(), 0L) >= end.getValue());
        return new Remade(collection, uuid, since, isDone ? Step.DONE : step, ranges, to, ends);
    }

    public boolean isDone() {
        return step == Step.DONE;
    }

    /** How many documents were taken so far. */
    public long documents() {
        return ranges.stream().mapToLong(RangeState::documents).sum();
    }

    /** What people are told while it is not done. */
    public String message() {
        return "collection " + collection
                + " was dropped, renamed or made again in MongoDB: it is taken again (on_drop:"
                + " resnapshot), "
                + (step == Step.READING
                        ? documents() + " documents are read so far"
                        : "documents that it has no longer are removed")
                + "; the other collections go on";
    }
}
