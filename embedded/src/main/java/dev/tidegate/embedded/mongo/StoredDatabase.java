package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import dev.tidegate.embedded.mongo.Change.ChangeKind;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** A database: its collections and views by name. */
final class StoredDatabase {
    private final Store store;
    private final String name;
    private final SortedMap<String, StoredCollection> collections = new TreeMap<>();
    private final SortedMap<String, Document> views = new TreeMap<>();

    StoredDatabase(Store store, String name) {
        this.store = store;
        this.name = name;
    }

    String name() {
        return name;
    }

    List<StoredCollection> collections() {
        return List.copyOf(collections.values());
    }

    SortedMap<String, Document> views() {
        return views;
    }

    Optional<StoredCollection> collection(String collection) {
        return Optional.ofNullable(collections.get(collection));
    }

    StoredCollection collectionOrCreate(String collection) {
        StoredCollection existing = collections.get(collection);
        return existing != null ? existing : create(collection, UUID.randomUUID(), new Document());
    }

    StoredCollection create(String collection, UUID uuid, Document options) {
        checkName(collection);
        if (collections.containsKey(collection) || views.containsKey(collection)) {
            throw new Refusal(48, "NamespaceExists", "Collection " + name + "." + collection + " already exists.");
        }
        if (options.containsKey("viewOn")) {
            views.put(collection, options);
            store.record(change(ChangeKind.CREATE, collection, null, options));
            return null;
        }
        StoredCollection created = new StoredCollection(store, this, collection, uuid, options);
        collections.put(collection, created);
        store.record(change(ChangeKind.CREATE, collection, uuid, options));
        return created;
    }

    private void checkName(String collection) {
        boolean valid = !collection.isEmpty()
                && !collection.contains("$")
                && !collection.startsWith(".")
                && collection.indexOf('\0') < 0;
        if (!valid) {
            throw new Refusal(73, "InvalidNamespace", "Invalid namespace specified '" + name + "." + collection + "'");
        }
    }

    void drop(String collection) {
        if (views.remove(collection) != null) {
            store.record(change(ChangeKind.DROP, collection, null, null));
            return;
        }
        StoredCollection dropped = collections.remove(collection);
        store.record(change(ChangeKind.DROP, collection, dropped.uuid(), null));
    }

    void rename(String from, String to, boolean dropTarget) {
        StoredCollection target = collections.get(to);
        if (target != null && !dropTarget) {
            throw new Refusal(48, "NamespaceExists", "target namespace exists");
        }
        checkName(to);
        StoredCollection moved = collections.remove(from);
        moved.renameTo(this, to);
        collections.put(to, moved);
        Document details = new Document("to", new Document("db", name).append("coll", to));
        if (target != null) {
            details.append("dropTarget", target.uuid());
        }
        store.record(change(ChangeKind.RENAME, from, moved.uuid(), details));
    }

    Change change(ChangeKind kind, String collection, UUID uuid, Document details) {
        return Change.ofCollection(kind, name, collection, uuid, details);
    }

    boolean isEmpty() {
        return collections.isEmpty() && views.isEmpty();
    }

    void dropAll() {
        List.copyOf(views.keySet()).forEach(this::drop);
        List.copyOf(collections.keySet()).forEach(this::drop);
    }

    void copyIndexes(StoredCollection from, StoredCollection to) {
        List<Document> specs = from.indexSpecs().stream()
                .filter(spec -> !spec.get("name").equals(IndexSpec.ID_INDEX))
                .toList();
        if (!specs.isEmpty()) {
            specs.forEach(to::addIndex);
            store.record(change(ChangeKind.CREATE_INDEXES, to.name(), to.uuid(), new Document("indexes", specs)));
        }
    }

    /** Matching documents of a collection, none when it does not exist. */
    Stream<Document> readable(String collection, Document filter) {
        return collection(collection).map(found -> found.read(filter, null)).orElse(Stream.empty());
    }
}
