package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;

/** Answers one command while the store's lock is held; a refusal is thrown. */
interface CommandHandler {
    Document answer(Request request);
}
