package dev.tidegate.source.snapshot;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.events.source.CollectionState;
import dev.tidegate.events.source.RangeState;
import dev.tidegate.events.source.SnapshotStart;
import dev.tidegate.events.source.SourceOrigin;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.source.server.CollectionInfo;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what the snapshot reads: estimates, UUIDs and ranges of the mapped collections. */
public final class SnapshotPlanner {
    private final MongoDatabase database;
    private final SnapshotSettings settings;
    private final Clock clock;

    public SnapshotPlanner(MongoDatabase database, SnapshotSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param position taken before this is called: nothing that was committed by then is missed
     * @param origin noted with the plan
     */
    public SnapshotPlan plan(
            SourcePosition position, SourceOrigin origin, List<String> mapped, Map<String, CollectionInfo> existing) {
        SnapshotStart start = new SnapshotStart(Long.toHexString(position.value()), position, clock.millis());
        List<CollectionState> collections = new ArrayList<>();
        List<RangeState> ranges = new ArrayList<>();
        RangeCutter cutter = new RangeCutter(database, settings.rangeDocuments());
        for (String collection : mapped) {
            Optional<CollectionInfo> info = Optional.ofNullable(existing.get(collection));
            long estimated =
                    info.isPresent() ? database.getCollection(collection).estimatedDocumentCount() : 0;
            List<RangeState> cut = cutter.cut(collection, estimated);
            ranges.addAll(cut);
            collections.add(new CollectionState(collection, estimated, info.flatMap(CollectionInfo::uuid), cut.size()));
        }
        return new SnapshotPlan(start, origin, collections, ranges);
    }
}
