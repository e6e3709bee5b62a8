package dev.tidegate.operate.errors;

import dev.tidegate.mapping.reason.Reason;
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
        Instant lastSeen) {
    /** The part of the document that is in the tables, in words. */
    public String inTheTables() {
        if (reason.equals(Reason.REFUSED_BY_TARGET.code())) {
            return "its last version, except for the rows that PostgreSQL refused"
                    + (stale ? "; of some of those an older version (the letter is stale)" : "");
        }
        return stale ? "an older good version of it (the letter is stale)" : "nothing of it";
    }
}
