package dev.tidegate.workload;

import org.bson.BsonValue;

/** The {@code _id} of every document, computed: references need no memory. */
public interface Ids {
    /** Also of documents beyond the first load, and of collections that no longer exist. */
    BsonValue id(String collection, int ordinal);

    /** Documents of the first load. */
    int count(String collection);
}
