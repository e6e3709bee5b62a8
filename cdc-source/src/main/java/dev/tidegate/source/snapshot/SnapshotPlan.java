package dev.tidegate.source.snapshot;

import dev.tidegate.events.source.CollectionState;
import dev.tidegate.events.source.RangeState;
import dev.tidegate.events.source.SnapshotStart;
import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourceOrigin;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateRecords;
import dev.tidegate.source.publish.Publisher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The start position and all ranges: noted in one transaction before the first document is read. */
public record SnapshotPlan(
        SnapshotStart start, SourceOrigin origin, List<CollectionState> collections, List<RangeState> ranges) {
    public SnapshotPlan {
        collections = List.copyOf(collections);
        ranges = List.copyOf(ranges);
    }

    public void note(Publisher publisher, SourceStateRecords records) {
        publisher.begin();
        publisher.send(records.start(start));
        publisher.send(records.origin(origin));
        collections.forEach(collection -> publisher.send(records.collection(collection)));
        ranges.forEach(range -> publisher.send(records.range(range)));
        publisher.commit();
    }

    /** The state as it is once this is noted. It is not read back: a commit may be visible only a moment later. */
    public SourceState noted(String instance) {
        return new SourceState(
                Optional.of(instance),
                Optional.of(start),
                collections.stream().collect(Collectors.toMap(CollectionState::collection, Function.identity())),
                ranges,
                Optional.empty(),
                SourceHealth.OK,
                Map.of(),
                0,
                Optional.of(origin));
    }
}
