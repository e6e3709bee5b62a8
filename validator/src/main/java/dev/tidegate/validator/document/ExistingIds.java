package dev.tidegate.validator.document;

import org.bson.BsonValue;

/** In which collections of the source an id exists; asked for references to one of several collections only. */
public interface ExistingIds {
    boolean exists(String collection, BsonValue id);
}
