package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;

/**
 * A change with its place in time.
 *
 * @param indexInTransaction place among the changes that share the time, 0 outside a transaction
 * @param transaction {@code lsid} and {@code txnNumber} of the transaction, else null
 */
record OplogEntry(BsonTimestamp time, int indexInTransaction, Instant wallTime, Change change, Document transaction) {}
