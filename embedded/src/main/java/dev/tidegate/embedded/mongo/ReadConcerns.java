package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;

/** Read concerns: with one member all levels read the same, save a snapshot of the past. */
final class ReadConcerns {
    private ReadConcerns() {}

    static void check(Request request) {
        Document concern = request.document("readConcern");
        Object level = concern.get("level");
        if (level == null) {
            return;
        }
        switch (String.valueOf(level)) {
            case "local", "available", "majority", "linearizable" -> {}
            case "snapshot" -> {
                if (!request.inTransaction()) {
                    throw Refusal.notSupported("readConcern snapshot outside a transaction");
                }
            }
            default ->
                throw Refusal.failedToParse(
                        "Enumeration value '" + level + "' for field 'readConcern.level' is not a valid value.");
        }
    }
}
