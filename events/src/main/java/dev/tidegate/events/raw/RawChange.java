package dev.tidegate.events.raw;

import org.bson.RawBsonDocument;

/**
 * The value of a raw topic's record: a whole document, as it was at or after {@code position}.
 *
 * <p>A delete has no value: its record is a tombstone, whose position and document id stand in the headers as they do for
 * every other record ({@link RawHeaders}). A record's timestamp is the source's commit time in milliseconds.
 */
public record RawChange(Operation operation, RawBsonDocument document) {

    public enum Operation {
        SNAPSHOT,
        INSERT,
        UPDATE,
        REPLACE,
        /** Read again on request, see {@code events.reread}. */
        REREAD
    }
}
