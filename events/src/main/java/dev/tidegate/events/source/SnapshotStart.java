package dev.tidegate.events.source;

/**
 * The position that was taken before the first range was read: the stream starts there after the last.
 *
 * @param run names this snapshot; part of the position of every record that it publishes
 * @param position taken before the first document was read
 * @param takenAt milliseconds since the epoch
 */
public record SnapshotStart(String run, SourcePosition position, long takenAt) {}
