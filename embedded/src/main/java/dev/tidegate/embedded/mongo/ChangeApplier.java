package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.UUID;

/** Applies changes again and reports them to nobody: at replay, and when a transaction commits. */
final class ChangeApplier {
    private final Store store;

    ChangeApplier(Store store) {
        this.store = store;
    }

    void redo(List<Change> changes) {
        store.quietly(() -> changes.forEach(this::redo));
    }

    private void redo(Change change) {
        switch (change.kind()) {
            case INSERT, REPLACE -> collection(change).put(change.after());
            case UPDATE -> update(change);
            case DELETE -> collection(change).removeById(change.id());
            case CREATE -> database(change).create(change.collection(), change.uuid(), change.details());
            case DROP -> database(change).drop(change.collection());
            case DROP_DATABASE -> store.dropDatabase(change.database());
            case RENAME -> rename(change);
            case CREATE_INDEXES -> indexes(change).forEach(collection(change)::addIndex);
            case DROP_INDEXES ->
                indexes(change).forEach(spec -> collection(change).dropIndex((String) spec.get("name")));
            case MODIFY -> {
                Document options = collection(change).createOptions().clone();
                options.putAll(change.details());
                collection(change).setCreateOptions(options);
            }
            case NOOP -> {}
        }
    }

    private void update(Change change) {
        StoredCollection collection = collection(change);
        if (change.after() != null) {
            collection.put(change.after());
            return;
        }
        Document before = collection
                .byId(change.id())
                .orElseThrow(() -> new IllegalStateException("No document to update in " + change.namespace()));
        collection.put(UpdateDescription.applied(change.details(), before));
    }

    private void rename(Change change) {
        Document to = (Document) change.details().get("to");
        database(change)
                .rename(
                        change.collection(),
                        (String) to.get("coll"),
                        change.details().get("dropTarget") instanceof UUID);
    }

    private StoredDatabase database(Change change) {
        return store.databaseOrCreate(change.database());
    }

    private StoredCollection collection(Change change) {
        return store.collection(change.database(), change.collection())
                .orElseThrow(() -> new IllegalStateException("No collection " + change.namespace()));
    }

    @SuppressWarnings("unchecked")
    private static List<Document> indexes(Change change) {
        return (List<Document>) change.details().get("indexes");
    }
}
