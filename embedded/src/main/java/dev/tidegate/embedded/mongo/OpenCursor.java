package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;

/** What a client reads on from with {@code getMore}. Used while the store's lock is held. */
sealed interface OpenCursor permits ResultCursor, ChangeStream {
    /** The largest reply; a single document may be larger. */
    int LARGEST_BATCH = BsonSize.LARGEST_DOCUMENT;

    String namespace();

    /** The next documents, at most so many; waits for the first one no longer than this. */
    List<Document> next(int atMost, long waitNanos);

    boolean isExhausted();

    /** Where to resume from after what has been given out; empty for cursors over results. */
    Optional<Document> postBatchResumeToken();
}
