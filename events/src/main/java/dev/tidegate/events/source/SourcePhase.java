package dev.tidegate.events.source;

/** What cdc-source is at. */
public enum SourcePhase {
    /** Nothing is decided yet: the source has not started, or is cutting its ranges. */
    STARTING,
    SNAPSHOT,
    STREAM
}
