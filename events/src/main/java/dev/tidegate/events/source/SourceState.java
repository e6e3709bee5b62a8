package dev.tidegate.events.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that cdc-source has noted in its state topic, as it was at one end of that topic.
 *
 * @param instance the process that wrote last; empty before the first
 * @param start empty until the snapshot is planned
 * @param collections by name
 * @param ranges by collection, then number
 * @param position empty until the stream has committed its first batch
 * @param offsets Debezium's own, by its own key
 * @param origin what all of it began with; empty until the snapshot is planned, and in what older builds have noted
 * @param requestsTo offset in {@code Topics.sourceRequests()} before which every request has been carried out
 * @param remade collections that are taken again, or were, by name
 */
public record SourceState(
        Optional<String> instance,
        Optional<SnapshotStart> start,
        Map<String, CollectionState> collections,
        List<RangeState> ranges,
        Optional<StreamPosition> position,
        SourceHealth health,
        Map<String, String> offsets,
        long requestsTo,
        Optional<SourceOrigin> origin,
        Map<String, Remade> remade) {
    public static final SourceState NOTHING = new SourceState(
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of(),
            Optional.empty(),
            SourceHealth.OK,
            Map.of(),
            0,
            Optional.empty());

    public SourceState {
        collections = Map.copyOf(collections);
        ranges = List.copyOf(ranges);
        offsets = Map.copyOf(offsets);
        remade = Map.copyOf(remade);
    }

    /** No collection was taken again. */
    public SourceState(
            Optional<String> instance,
            Optional<SnapshotStart> start,
            Map<String, CollectionState> collections,
            List<RangeState> ranges,
            Optional<StreamPosition> position,
            SourceHealth health,
            Map<String, String> offsets,
            long requestsTo,
            Optional<SourceOrigin> origin) {
        this(instance, start, collections, ranges, position, health, offsets, requestsTo, origin, Map.of());
    }

    public SourceState with(Remade newRemade, Map<String, CollectionState> newCollections) {
        Map<String, Remade> all = new TreeMap<>(remade);
        all.put(newRemade.collection(), newRemade);
        return new SourceState(
                instance, start, newCollections, ranges, position, health, offsets, requestsTo, origin, all);
    }

    /** Some collection is being taken again: its rows are not all there, or too many. */
    public boolean isRemaking() {
        return remade.values().stream().anyMatch(each -> !each.isDone());
    }

    public SourceState with(List<RangeState> newRanges) {
        return new SourceState(
                instance, start, collections, newRanges, position, health, offsets, requestsTo, origin, remade);
    }

    public SourceState with(StreamPosition newPosition) {
        return new SourceState(
                instance,
                start,
                collections,
                ranges,
                Optional.of(newPosition),
                health,
                offsets,
                requestsTo,
                origin,
                remade);
    }

    public SourceState with(SourceHealth newHealth) {
        return new SourceState(
                instance, start, collections, ranges, position, newHealth, offsets, requestsTo, origin, remade);
    }

    public SourceState withRequestsTo(long next) {
        return new SourceState(instance, start, collections, ranges, position, health, offsets, next, origin, remade);
    }

    public SourceState with(SourceOrigin newOrigin) {
        return new SourceState(
                instance,
                start,
                collections,
                ranges,
                position,
                health,
                offsets,
                requestsTo,
                Optional.of(newOrigin),
                remade);
    }

    public SourcePhase phase() {
        if (start.isEmpty()) {
            return SourcePhase.STARTING;
        }
        return ranges.stream().allMatch(RangeState::done) ? SourcePhase.STREAM : SourcePhase.SNAPSHOT;
    }

    /**
     * Every change of mapped collections up to it is in the raw topics, once the stream has begun: before its first commit
     * it is where the stream will begin. Empty until the snapshot is planned.
     */
    public Optional<SourcePosition> reached() {
        return position.map(StreamPosition::completeUpTo).or(() -> start.map(SnapshotStart::position));
    }

    /** Documents of the snapshot in the raw topic of each collection. */
    public Map<String, Long> documentsRead() {
        Map<String, Long> read = new TreeMap<>();
        collections.keySet().forEach(collection -> read.put(collection, 0L));
        ranges.forEach(range -> read.merge(range.collection(), range.documents(), Long::sum));
        return read;
    }

    /** Finished ranges of each collection; {@link CollectionState#ranges()} is their number. */
    public Map<String, Long> rangesDone() {
        Map<String, Long> done = new TreeMap<>();
        collections.keySet().forEach(collection -> done.put(collection, 0L));
        ranges.stream().filter(RangeState::done).forEach(range -> done.merge(range.collection(), 1L, Long::sum));
        return done;
    }
}
