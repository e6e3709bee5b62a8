package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;

/** Where a change lies in the journal, with what its frame says of it. */
record JournalPlace(
        Journal journal, long position, int length, int indexInTransaction, Instant wallTime, Document transaction) {
    OplogEntry read() {
        Document written = journal.read(position, length);
        return new OplogEntry(
                JournalFrame.timeOf(written),
                indexInTransaction,
                wallTime,
                JournalFrame.toChange(written),
                transaction);
    }
}
