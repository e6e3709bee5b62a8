package dev.tidegate.cli.errors;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of {@code tidegate.dead_letter}: a document that could not be carried.
 *
 * @param record the record in Kafka that gave it, as topic-partition@offset
 * @param stale an older version of it is still in the tables
 */
public record DeadLetter(
        String collection,
        String documentId,
        String stage,
        String reason,
        Optional<String> field,
        Optional<String> sqlstate,
        String message,
        Optional<String> record,
        boolean stale,
        Instant firstSeen,
        Instant lastSeen) {}
