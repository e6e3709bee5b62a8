package dev.tidegate.events.source;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the raw topics were made from and with, noted before the first document is read: with another of any of these what
 * is in the topics is not what a stage takes it for.
 *
 * @param migrationHash of the migration file
 * @param replicaSet MongoDB's id of it; empty where the user may not read it
 * @param topics names and ids of the migration's topics
 */
public record SourceOrigin(String migrationHash, Optional<String> replicaSet, Map<String, String> topics) {
    public SourceOrigin {
        Objects.requireNonNull(migrationHash, "migrationHash");
        Objects.requireNonNull(replicaSet, "replicaSet");
        topics = Map.copyOf(topics);
    }
}
