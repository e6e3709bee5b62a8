package dev.tidegate.validator.document;

import org.bson.BsonValue;

/** Where in the source an id lives; asked for references to one of several collections only. */
public interface ExistingIds {
    boolean exists(String collection, BsonValue id);
}
