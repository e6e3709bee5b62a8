package dev.tidegate.source.snapshot;

import com.mongodb.client.MongoClient;
import dev.tidegate.events.source.SnapshotStart;
import dev.tidegate.source.publish.RawRecords;

/** What a snapshot reads from, since when, and how documents become records. */
public record SnapshotSource(MongoClient client, String database, SnapshotStart start, RawRecords records) {}
