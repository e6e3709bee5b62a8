package dev.tidegate.workload;

import java.util.Optional;
import org.bson.BsonDocument;

/**
 * A document of an application.
 *
 * @param fault why no row can hold it, when it was made so
 */
public record GeneratedDocument(String collection, BsonDocument document, Optional<Fault> fault) {
    /** The code that must stand in {@code tidegate.dead_letter}. */
    Optional<String> expectedDeadLetterReason() {
        return fault.map(Fault::reason);
    }
}
