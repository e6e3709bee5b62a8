package dev.tidegate.workload;

import java.util.Optional;
import org.bson.BsonDocument;

/**
 * A document of the generator's making.
 *
 * @param expectedDeadLetterReason the code that must stand in {@code tidegate.dead_letter}, when the document was made so
 *     that no row can hold it
 */
public record GeneratedDocument(String collection, BsonDocument document, Optional<String> expectedDeadLetterReason) {}
