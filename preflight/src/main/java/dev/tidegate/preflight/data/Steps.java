package dev.tidegate.preflight.data;

import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;

/** A dotted path into a document; leads through documents only. */
record Steps(String dotted, List<String> steps) {

    static Steps of(String dotted) {
        return new Steps(dotted, List.of(dotted.split("\\.", -1)));
    }

    /** Null when absent, or undefined, which counts as that. */
    BsonValue find(BsonDocument document) {
        BsonValue value = document;
        for (String step : steps) {
            if (!value.isDocument()) {
                return null;
            }
            value = value.asDocument().get(step);
            if (value == null) {
                return null;
            }
        }
        return value.getBsonType() == BsonType.UNDEFINED ? null : value;
    }
}
