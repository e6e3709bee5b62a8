package dev.tidegate.events.source;

import java.util.Optional;

/**
 * What the source noted of a collection before it read the first range.
 *
 * @param estimatedDocuments MongoDB's own estimate at that time; 0 where the collection was not there
 * @param uuid the collection's own, in lower case; empty where the server gives none or the collection was not there
 * @param ranges how many ranges it was cut into
 */
public record CollectionState(String collection, long estimatedDocuments, Optional<String> uuid, int ranges) {}
