package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import dev.tidegate.embedded.mongo.Change.ChangeKind;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** Writes all data as frames of no changes: what a compacted journal starts with. */
final class JournalSnapshot {
    private static final int DOCUMENTS_A_FRAME = 500;

    private final Store store;
    private final FileChannel file;
    private List<Document> changes = new ArrayList<>();

    JournalSnapshot(Store store, FileChannel file) {
        this.store = store;
        this.file = file;
    }

    void write() {
        for (StoredDatabase database : store.databases()) {
            database.collections().forEach(this::write);
            database.views().forEach((name, options) -> add(database.change(ChangeKind.CREATE, name, null, options)));
        }
        flush();
    }

    private void write(StoredCollection collection) {
        StoredDatabase database = collection.database();
        String name = collection.name();
        add(database.change(ChangeKind.CREATE, name, collection.uuid(), collection.createOptions()));
        for (Document document : collection.inNaturalOrder()) {
            add(Change.ofDocument(ChangeKind.INSERT, collection, null, document, null));
        }
        List<Document> indexes = collection.indexSpecs().stream()
                .filter(spec -> !spec.get("name").equals(IndexSpec.ID_INDEX))
                .toList();
        Document details = new Document("indexes", indexes);
        add(database.change(ChangeKind.CREATE_INDEXES, name, collection.uuid(), details));
    }

    private void add(Change change) {
        changes.add(JournalFrame.toDocument(change).append("t", store.clock().last()));
        if (changes.size() >= DOCUMENTS_A_FRAME) {
            flush();
        }
    }

    private void flush() {
        Journal.write(file, new Document("wall", store.clock().now()).append("changes", changes), 0);
        changes = new ArrayList<>();
    }
}
