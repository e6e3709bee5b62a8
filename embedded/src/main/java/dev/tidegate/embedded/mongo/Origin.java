package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;

/**
 * Where changes come from: nothing, a retryable write (its session, number and answer are kept so that a repetition
 * gets the same answer), or a transaction.
 */
record Origin(Document session, Long number, Document answer, boolean inTransaction) {
    static final Origin NONE = new Origin(null, null, null, false);

    static Origin retryable(Document session, long number, Document answer) {
        return new Origin(session, number, answer, false);
    }

    static Origin transaction(Document session, long number) {
        return new Origin(session, number, null, true);
    }

    /** What change events report of a transaction; null outside one. */
    Document transaction() {
        return inTransaction ? new Document("lsid", session).append("txnNumber", number) : null;
    }
}
