package dev.tidegate.workload;

import org.bson.BsonValue;

/** The {@code _id} of every document, computed: references need no memory. */
public interface Ids {
    /** Also of documents beyond the first load. */
    BsonValue id(String collection, int ordinal);

    /** An id of the form that the collection's have, and of no document. */
    BsonValue nowhere(String collection, int nth);

    /** Documents of the first load. */
    int count(String collection);
}
