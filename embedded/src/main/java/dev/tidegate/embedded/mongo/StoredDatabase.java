package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** A database: its collections and views by name. The library's stages reach collections through it. */
final class StoredDatabase implements MongoDatabase {
    private final Store store;
    private final String name;
    private final SortedMap<String, StoredCollection> collections = new TreeMap<>();
    private final SortedMap<String, Document> views = new TreeMap<>();

    StoredDatabase(Store store, String name) {
        this.store = store;
        this.name = name;
    }

    @Override
    public String getDatabaseName() {
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
            store.record(change(Change.Kind.CREATE, collection, null, options));
            return null;
        }
        StoredCollection created = new StoredCollection(store, this, collection, uuid, options);
        collections.put(collection, created);
        store.record(change(Change.Kind.CREATE, collection, uuid, options));
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
            store.record(change(Change.Kind.DROP, collection, null, null));
            return;
        }
        StoredCollection dropped = collections.remove(collection);
        store.record(change(Change.Kind.DROP, collection, dropped.getUuid(), null));
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
            details.append("dropTarget", target.getUuid());
        }
        store.record(change(Change.Kind.RENAME, from, moved.getUuid(), details));
    }

    Change change(Change.Kind kind, String collection, UUID uuid, Document details) {
        return new Change(kind, name, collection, uuid, null, null, details);
    }

    @Override
    public boolean isEmpty() {
        return collections.isEmpty() && views.isEmpty();
    }

    @Override
    public MongoCollection<?> createCollectionOrThrowIfExists(String collection, CollectionOptions options) {
        return create(collection, UUID.randomUUID(), new Document());
    }

    @Override
    public MongoCollection<?> resolveCollection(String collection, boolean throwIfNotFound) {
        if (throwIfNotFound && !collections.containsKey(collection)) {
            throw Refusal.namespaceNotFound("ns not found: " + name + "." + collection);
        }
        return collections.get(collection);
    }

    @Override
    public void drop(Oplog oplog) {
        dropAll();
    }

    void dropAll() {
        List.copyOf(views.keySet()).forEach(this::drop);
        List.copyOf(collections.keySet()).forEach(this::drop);
    }

    @Override
    public void dropCollection(String collection, Oplog oplog) {
        drop(collection);
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String to) {
        if (from != this) {
            throw Refusal.notSupported("Renaming from one database to another");
        }
        rename(collection.getCollectionName(), to, false);
    }

    @Override
    public void unregisterCollection(String collection) {
        throw new UnsupportedOperationException("Collections are dropped or renamed");
    }

    @Override
    public void handleClose(Channel channel) {
        throw new UnsupportedOperationException("No channels here");
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver resolver, Oplog oplog) {
        throw new UnsupportedOperationException("Commands are answered elsewhere");
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        throw new UnsupportedOperationException("Queries are answered elsewhere");
    }
}
