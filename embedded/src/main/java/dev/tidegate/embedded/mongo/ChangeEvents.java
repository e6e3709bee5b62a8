package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import dev.tidegate.embedded.mongo.Change.ChangeKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns entries of the oplog into change events as the manual describes them ("Change Events"). */
final class ChangeEvents {
    private static final Set<ChangeKind> ONLY_EXPANDED =
            Set.of(ChangeKind.CREATE, ChangeKind.CREATE_INDEXES, ChangeKind.DROP_INDEXES, ChangeKind.MODIFY);

    private final Store store;
    private final ChangeStreamOptions options;

    ChangeEvents(Store store, ChangeStreamOptions options) {
        this.store = store;
        this.options = options;
    }

    boolean shows(Change change) {
        boolean ofView = change.uuid() == null && change.kind() != ChangeKind.DROP_DATABASE;
        boolean hidden = change.kind() == ChangeKind.NOOP
                || !options.showExpandedEvents() && (ofView || ONLY_EXPANDED.contains(change.kind()));
        return !hidden;
    }

    Document event(OplogEntry entry) {
        Change change = entry.change();
        Document event = head(entry, operation(change.kind()), ResumeToken.of(entry, false), change.documentId());
        if (entry.transaction() != null) {
            event.putAll(entry.transaction());
        }
        if (change.isOfDocument()) {
            describeDocument(event, change);
        } else {
            describeCollection(event, change);
        }
        return event;
    }

    Document invalidation(OplogEntry entry) {
        Document event = head(entry, "invalidate", ResumeToken.of(entry, true), Optional.empty());
        event.remove("collectionUUID");
        return event;
    }

    private Document head(OplogEntry entry, String operation, ResumeToken token, Optional<Object> id) {
        Document event = new Document("_id", token.toDocument(entry.change().uuid(), operation, id))
                .append("operationType", operation)
                .append("clusterTime", entry.time());
        if (options.showExpandedEvents() && entry.change().uuid() != null) {
            event.append("collectionUUID", entry.change().uuid());
        }
        return event.append("wallTime", entry.wallTime());
    }

    static String operation(ChangeKind kind) {
        return switch (kind) {
            case INSERT -> "insert";
            case UPDATE -> "update";
            case REPLACE -> "replace";
            case DELETE -> "delete";
            case CREATE -> "create";
            case DROP -> "drop";
            case RENAME -> "rename";
            case DROP_DATABASE -> "dropDatabase";
            case CREATE_INDEXES -> "createIndexes";
            case DROP_INDEXES -> "dropIndexes";
            case MODIFY -> "modify";
            case NOOP -> "noop";
        };
    }

    private void describeDocument(Document event, Change change) {
        if (change.kind() == ChangeKind.INSERT || change.kind() == ChangeKind.REPLACE) {
            event.append("fullDocument", change.after());
        } else if (change.kind() == ChangeKind.UPDATE && !options.fullDocument().equals("default")) {
            event.append("fullDocument", documentAfterUpdate(change));
        }
        event.append("ns", namespace(change)).append("documentKey", new Document("_id", change.id()));
        if (change.kind() == ChangeKind.UPDATE) {
            event.append("updateDescription", updateDescription(change));
        }
        if (change.kind() != ChangeKind.INSERT
                && !options.fullDocumentBeforeChange().equals("off")) {
            event.append("fullDocumentBeforeChange", documentBefore(change));
        }
    }

    private Document updateDescription(Change change) {
        Document description = change.details().clone();
        if (!options.showExpandedEvents()) {
            description.remove("disambiguatedPaths");
        }
        return description;
    }

    private Document documentAfterUpdate(Change change) {
        if (options.fullDocument().equals("updateLookup")) {
            return collection(change).flatMap(found -> found.byId(change.id())).orElse(null);
        }
        return change.keepsImages() ? change.after() : missing("fullDocument", options.fullDocument(), "post-image");
    }

    private Document documentBefore(Change change) {
        return change.keepsImages()
                ? change.before()
                : missing("fullDocumentBeforeChange", options.fullDocumentBeforeChange(), "pre-image");
    }

    private Document missing(String option, String value, String image) {
        if (value.equals("required")) {
            throw new Refusal(
                    47,
                    "NoMatchingDocument",
                    "Change stream was configured with " + option + " 'required', but the " + image
                            + " was not found: enable changeStreamPreAndPostImages");
        }
        return null;
    }

    private Optional<StoredCollection> collection(Change change) {
        return store.collection(change.database(), change.collection())
                .filter(found -> found.uuid().equals(change.uuid()));
    }

    private void describeCollection(Document event, Change change) {
        event.append("ns", namespace(change));
        if (change.kind() == ChangeKind.RENAME) {
            event.append("to", change.details().get("to"));
        }
        if (options.showExpandedEvents()) {
            operationDescription(change).ifPresent(description -> event.append("operationDescription", description));
        }
    }

    private static Optional<Document> operationDescription(Change change) {
        return switch (change.kind()) {
            case CREATE -> Optional.of(new Document(change.details()).append("idIndex", IndexSpec.ofId()));
            case RENAME, CREATE_INDEXES, DROP_INDEXES, MODIFY -> Optional.of(change.details());
            default -> Optional.empty();
        };
    }

    private static Document namespace(Change change) {
        Document namespace = new Document("db", change.database());
        return change.collection().isEmpty() ? namespace : namespace.append("coll", change.collection());
    }

    /** The stages that a client may put behind {@code $changeStream}. */
    static final List<String> STAGES_BEHIND = List.of(
            "$addFields",
            "$match",
            "$project",
            "$replaceRoot",
            "$replaceWith",
            "$redact",
            "$set",
            "$unset",
            "$changeStreamSplitLargeEvent");
}
