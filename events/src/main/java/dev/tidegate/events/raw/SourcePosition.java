package dev.tidegate.events.raw;

/**
 * Where in the source a change was read. Together with the document id it names one change.
 *
 * @param token the change stream's resume token, or {@code snapshot:<run>:<range>} for a snapshot read
 * @param clusterTime seconds since the epoch in the upper 32 bits, increment in the lower: MongoDB's own form
 */
public record SourcePosition(String token, long clusterTime) {}
