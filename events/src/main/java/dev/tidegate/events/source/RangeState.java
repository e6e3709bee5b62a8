package dev.tidegate.events.source;

import java.util.Objects;
import java.util.Optional;
import org.bson.BsonValue;

/**
 * One range of {@code _id}s of a collection and how far it has been read. It is committed together with the records
 * themselves, so that it never says more or less than the raw topic holds.
 *
 * @param number from 0 within the collection
 * @param after the range starts behind this id; empty: at its bracket's first
 * @param upTo the range's last id; empty: to its bracket's end
 * @param last the last id that is in the raw topic
 * @param documents how many of the range are in the raw topic
 */
public record RangeState(
        String collection,
        int number,
        IdBracket bracket,
        Optional<BsonValue> after,
        Optional<BsonValue> upTo,
        Optional<BsonValue> last,
        long documents,
        boolean done) {
    public RangeState {
        Objects.requireNonNull(collection, "collection");
        Objects.requireNonNull(bracket, "bracket");
    }

    public static RangeState unread(
            String collection, int number, IdBracket bracket, Optional<BsonValue> after, Optional<BsonValue> upTo) {
        return new RangeState(collection, number, bracket, after, upTo, Optional.empty(), 0, false);
    }

    public RangeState readTo(BsonValue id, int more) {
        return new RangeState(collection, number, bracket, after, upTo, Optional.of(id), documents + more, false);
    }

    public RangeState finished() {
        return new RangeState(collection, number, bracket, after, upTo, last, documents, true);
    }
}
