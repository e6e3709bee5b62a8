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
        Optional<SourceOrigin> origin) {
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
    }

    public SourceState with(List<RangeState> newRanges) {
        return new SourceState(instance, start, collections, newRanges, position, health, offsets, requestsTo, origin);
    }

    public SourceState with(StreamPosition newPosition) {
        return new SourceState(
                instance, start, collections, ranges, Optional.of(newPosition), health, offsets, requestsTo, origin);
    }

    public SourceState with(SourceHealth newHealth) {
        return new SourceState(instance, start, collections, ranges, position, newHealth, offsets, requestsTo, origin);
    }

    public SourceState withRequestsTo(long next) {
        return new SourceState(instance, start, collections, ranges, position, health, offsets, next, origin);
    }

    public SourceState with(SourceOrigin newOrigin) {
        return new SourceState(
                instance, start, collections, ranges, position, health, offsets, requestsTo, Optional.of(newOrigin));
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
