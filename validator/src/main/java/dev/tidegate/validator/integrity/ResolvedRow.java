package dev.tidegate.validator.integrity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One row that {@code tidegate references --apply} changed, as {@code tidegate.resolution} has it.
 *
 * @param number of the resolution, in which several rows may have been changed
 * @param table of the target's schema; one of Tidegate's own has {@code tidegate.} before its name
 * @param id the first part of the row's key: a child's parent, an edge's left end
 * @param key the row's primary key, each part as PostgreSQL prints it
 * @param column the reference that dangled; empty for rows that went with their document
 */
public record ResolvedRow(
        long number,
        Instant at,
        String policy,
        ResolutionKind kind,
        String table,
        UUID id,
        List<String> key,
        Optional<String> column,
        Optional<String> target,
        Optional<UUID> targetId) {

    public ResolvedRow {
        key = List.copyOf(key);
    }
}
