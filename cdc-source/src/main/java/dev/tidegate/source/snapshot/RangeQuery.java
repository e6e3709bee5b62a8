package dev.tidegate.source.snapshot;

import dev.tidegate.events.source.IdBracket;
import dev.tidegate.events.source.RangeState;
import dev.tidegate.mapping.bson.ExactBson;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonString;
import org.bson.BsonValue;

/** The filter for what is left of a range, to be read in the order of {@code _id}. */
final class RangeQuery {
    private RangeQuery() {}

    static BsonDocument rest(RangeState range) {
        if (range.bracket() == IdBracket.OTHER) {
            return new BsonDocument("_id", new BsonDocument("$not", new BsonDocument("$type", allOrdered())));
        }
        BsonDocument bounds = new BsonDocument("$type", types(range.bracket()));
        Optional<BsonValue> behind = range.last().or(range::after);
        behind.ifPresent(id -> appendLower(bounds, id));
        range.upTo().ifPresent(id -> bounds.append("$lte", id));
        return new BsonDocument("_id", bounds);
    }

    private static BsonArray allOrdered() {
        BsonArray all = new BsonArray();
        for (IdBracket bracket : IdBracket.values()) {
            all.addAll(types(bracket));
        }
        return all;
    }

    private static BsonArray types(IdBracket bracket) {
        return new BsonArray(bracket.types().stream().map(BsonString::new).toList());
    }

    /**
     * NaN is the first of all numbers and greater than none: behind it come all others. An id whose bytes the driver cannot
     * send is read again, with what lies between it and its part.
     */
    private static void appendLower(BsonDocument bounds, BsonValue id) {
        if (isNaN(id)) {
            bounds.append("$gte", new BsonDouble(Double.NEGATIVE_INFINITY));
        } else if (ExactBson.isSendable(id)) {
            bounds.append("$gt", id);
        } else {
            bounds.append("$gte", ExactBson.sendablePart(id));
        }
    }

    private static boolean isNaN(BsonValue id) {
        return id.isDouble() && Double.isNaN(id.asDouble().getValue())
                || id.isDecimal128() && id.asDecimal128().getValue().isNaN();
    }
}
