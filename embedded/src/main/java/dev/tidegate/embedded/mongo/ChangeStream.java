package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A reader of the oplog that turns entries into change events, from a place in time on and waiting for more. */
final class ChangeStream implements OpenCursor {
    private static final int ROOM_BESIDE_DOCUMENT = 16 * 1024;

    private final Store store;
    private final String namespace;
    private final ChangeStreamScope scope;
    private final ChangeEvents events;
    private final Stage stages;
    private long nextEntry;
    private Document waitingInvalidation;
    private ResumeToken waitingToken;
    private ResumeToken reached;
    private Document reachedDocument;
    private boolean ended;

    ChangeStream(Store store, String namespace, ChangeStreamScope scope, ChangeStreamOptions options, Stage stages) {
        this.store = store;
        this.namespace = namespace;
        this.scope = scope;
        this.events = new ChangeEvents(store, options);
        this.stages = stages;
        start(options);
    }

    private void start(ChangeStreamOptions options) {
        Optional<ResumeToken> token = options.resumeAfter().or(options::startAfter);
        if (token.isPresent()) {
            startAfter(token.get());
        } else if (options.startAtOperationTime().isPresent()) {
            BsonTimestamp time = options.startAtOperationTime().get();
            checkHistory(time);
            nextEntry = store.oplog().atOrAfter(time);
            reach(ResumeToken.highWaterMark(time));
        } else {
            nextEntry = store.oplog().endNumber();
            reach(ResumeToken.highWaterMark(store.clock().afterLast()));
        }
    }

    private void checkHistory(BsonTimestamp time) {
        Oplog oplog = store.oplog();
        if (oplog.isCut() && time.compareTo(oplog.oldestTime()) < 0) {
            throw new Refusal(
                    286,
                    "ChangeStreamHistoryLost",
                    "Resume of change stream was not possible, as the resume point may no longer be in the oplog.");
        }
    }

    private void startAfter(ResumeToken token) {
        checkHistory(token.time());
        Oplog oplog = store.oplog();
        nextEntry = oplog.atOrAfter(token.time());
        reach(token);
        if (!token.ofEvent()) {
            return;
        }
        nextEntry += token.indexInTransaction();
        boolean found = nextEntry < oplog.endNumber()
                && ResumeToken.of(oplog.get(nextEntry), false)
                        .equals(new ResumeToken(token.time(), true, token.indexInTransaction(), false));
        if (!found) {
            throw new Refusal(
                    280,
                    "ChangeStreamFatalError",
                    "cannot resume stream; the resume token was not found. "
                            + token.toDocument().get("_data"),
                    "NonResumableChangeStreamError");
        }
        resumeBehind(oplog.get(nextEntry++), token);
    }

    private void resumeBehind(OplogEntry entry, ResumeToken token) {
        if (scope.endsWith(entry.change()) && scope.covers(entry.change()) && !token.ofInvalidation()) {
            waitInvalidation(entry);
        }
    }

    private void waitInvalidation(OplogEntry entry) {
        waitingInvalidation = events.invalidation(entry);
        waitingToken = ResumeToken.of(entry, true);
    }

    private void reach(ResumeToken token) {
        if (reached == null || token.compareTo(reached) > 0) {
            reached = token;
            reachedDocument = token.toDocument();
        }
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public List<Document> next(int atMost, long waitNanos) {
        long rest = waitNanos;
        List<Document> batch = new ArrayList<>();
        while (true) {
            if (atMost > 0) {
                collect(batch, atMost);
            }
            if (!batch.isEmpty() || ended || rest <= 0) {
                return batch;
            }
            rest = store.awaitNews(rest);
        }
    }

    private void collect(List<Document> batch, int atMost) {
        Oplog oplog = store.oplog();
        checkNotOvertaken(oplog);
        int bytes = 0;
        while (batch.size() < atMost && !ended && (waitingInvalidation != null || nextEntry < oplog.endNumber())) {
            Optional<Document> event = nextEvent(oplog);
            if (event.isEmpty()) {
                continue;
            }
            batch.add(event.get());
            bytes += BsonSize.of(event.get());
            if (bytes > LARGEST_BATCH / 2) {
                return;
            }
        }
        if (nextEntry >= oplog.endNumber() && !ended && !oplog.isEmpty()) {
            reach(ResumeToken.highWaterMark(oplog.newestTime()));
        }
    }

    private void checkNotOvertaken(Oplog oplog) {
        if (nextEntry < oplog.firstNumber()) {
            throw new Refusal(
                    136,
                    "CappedPositionLost",
                    "CollectionScan died due to position in capped collection being deleted",
                    "ResumableChangeStreamError");
        }
    }

    private Optional<Document> nextEvent(Oplog oplog) {
        if (waitingInvalidation != null) {
            ended = true;
            Document event = waitingInvalidation;
            waitingInvalidation = null;
            return throughStages(event, waitingToken);
        }
        OplogEntry entry = oplog.get(nextEntry++);
        Change change = entry.change();
        if (!scope.covers(change) || !events.shows(change)) {
            return Optional.empty();
        }
        if (scope.endsWith(change)) {
            waitInvalidation(entry);
        }
        return throughStages(events.event(entry), ResumeToken.of(entry, false));
    }

    private Optional<Document> throughStages(Document event, ResumeToken token) {
        Object id = event.get("_id");
        Optional<Document> result = stages.apply(Stream.of(event), Scope.NONE).findFirst();
        if (result.isPresent() && !Objects.equals(result.get().get("_id"), id)) {
            throw new Refusal(
                    280,
                    "ChangeStreamFatalError",
                    "Encountered an event whose _id field, which contains the resume token, was modified by the pipeline.",
                    "NonResumableChangeStreamError");
        }
        if (result.isPresent() && BsonSize.of(result.get()) > BsonSize.LARGEST_DOCUMENT + ROOM_BESIDE_DOCUMENT) {
            throw new Refusal(
                    10334,
                    "BSONObjectTooLarge",
                    "A change event is larger than 16 MB: leave out the full document or the pre-image");
        }
        if (reached == null || token.compareTo(reached) > 0) {
            reached = token;
            reachedDocument = (Document) id;
        }
        return result;
    }

    @Override
    public boolean isExhausted() {
        return ended;
    }

    @Override
    public Optional<Document> postBatchResumeToken() {
        return Optional.of(reachedDocument);
    }
}
