package dev.tidegate.validator.document;

import org.bson.BsonValue;

/** Where in the source an id lives; asked for references to one of several collections only. */
public interface Whereabouts {
    boolean livesIn(String collection, BsonValue id);
}
