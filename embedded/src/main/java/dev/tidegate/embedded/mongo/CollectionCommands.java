package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import dev.tidegate.embedded.mongo.Change.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Commands on databases, collections and indexes. */
final class CollectionCommands {
    /** Listed, and without effect here. */
    private static final Set<String> VALIDATION = Set.of("validator", "validationLevel", "validationAction");

    private static final Set<String> CREATE_OPTIONS = Set.of(
            "capped",
            "size",
            "max",
            "viewOn",
            "pipeline",
            "changeStreamPreAndPostImages",
            "validator",
            "validationLevel",
            "validationAction");

    private final Store store;
    private final Cursors cursors;

    CollectionCommands(Store store, Cursors cursors) {
        this.store = store;
        this.cursors = cursors;
    }

    void addTo(Map<String, CommandHandler> commands) {
        commands.put("create", this::create);
        commands.put("drop", this::drop);
        commands.put("dropDatabase", this::dropDatabase);
        commands.put("renameCollection", this::rename);
        commands.put("collMod", this::modify);
        commands.put("createIndexes", this::createIndexes);
        commands.put("dropIndexes", this::dropIndexes);
        commands.put("listCollections", this::listCollections);
        commands.put("listIndexes", this::listIndexes);
        commands.put("listDatabases", this::listDatabases);
    }

    private Document create(Request request) {
        request.allow(
                "capped",
                "size",
                "max",
                "viewOn",
                "pipeline",
                "changeStreamPreAndPostImages",
                "autoIndexId",
                "storageEngine",
                "validator",
                "validationLevel",
                "validationAction",
                "indexOptionDefaults",
                "collation",
                "timeseries",
                "expireAfterSeconds",
                "clusteredIndex",
                "encryptedFields",
                "idIndex",
                "flags",
                "temp");
        request.refuse(
                "storageEngine",
                "indexOptionDefaults",
                "collation",
                "timeseries",
                "expireAfterSeconds",
                "clusteredIndex",
                "encryptedFields");
        Document options = new Document();
        for (Map.Entry<String, Object> option : request.body().entrySet()) {
            if (CREATE_OPTIONS.contains(option.getKey()) && !Boolean.FALSE.equals(option.getValue())) {
                options.append(option.getKey(), option.getValue());
            }
        }
        if (options.containsKey("capped") && !options.containsKey("size")) {
            throw Refusal.invalidOptions("the 'size' field is required when 'capped' is true");
        }
        store.databaseOrCreate(request.database()).create(request.collection(), UUID.randomUUID(), options);
        return new Document();
    }

    private Document drop(Request request) {
        request.allow();
        Optional<StoredDatabase> database = store.database(request.database());
        Optional<StoredCollection> collection = database.flatMap(found -> found.collection(request.collection()));
        boolean view = database.filter(found -> found.views().containsKey(request.collection()))
                .isPresent();
        if (collection.isEmpty() && !view) {
            return new Document();
        }
        database.get().drop(request.collection());
        Document reply = new Document("ns", request.namespace());
        collection.ifPresent(
                dropped -> reply.append("nIndexesWas", dropped.indexSpecs().size()));
        return reply;
    }

    private Document dropDatabase(Request request) {
        request.allow();
        boolean exists = store.database(request.database()).isPresent();
        store.dropDatabase(request.database());
        return exists ? new Document("dropped", request.database()) : new Document();
    }

    private Document rename(Request request) {
        request.allow("to", "dropTarget");
        String[] from = split(request.string("renameCollection"));
        String[] to = split(request.string("to"));
        if (store.collection(from[0], from[1]).isEmpty()) {
            throw Refusal.namespaceNotFound("Source collection " + String.join(".", from) + " does not exist");
        }
        if (!from[0].equals(to[0])) {
            throw Refusal.notSupported("Renaming from one database to another");
        }
        if (from[1].equals(to[1])) {
            throw Refusal.illegalOperation("Can't rename a collection to itself");
        }
        store.databaseOrCreate(from[0]).rename(from[1], to[1], request.flag("dropTarget", false));
        return new Document();
    }

    private static String[] split(String namespace) {
        int dot = namespace.indexOf('.');
        if (dot <= 0 || dot == namespace.length() - 1) {
            throw new Refusal(73, "InvalidNamespace", "Invalid namespace specified '" + namespace + "'");
        }
        return new String[] {namespace.substring(0, dot), namespace.substring(dot + 1)};
    }

    private Document modify(Request request) {
        request.allow(
                "changeStreamPreAndPostImages",
                "index",
                "validator",
                "validationLevel",
                "validationAction",
                "viewOn",
                "pipeline",
                "expireAfterSeconds",
                "timeseries",
                "cappedSize",
                "cappedMax",
                "dryRun");
        request.refuse(
                "index", "viewOn", "pipeline", "expireAfterSeconds", "timeseries", "cappedSize", "cappedMax", "dryRun");
        StoredCollection collection = existing(request);
        Document details = new Document();
        if (request.has("changeStreamPreAndPostImages")) {
            details.append("changeStreamPreAndPostImages", request.document("changeStreamPreAndPostImages"));
        }
        VALIDATION.stream()
                .filter(request::has)
                .forEach(option -> details.append(option, request.body().get(option)));
        if (!details.isEmpty()) {
            Document options = collection.createOptions().clone();
            options.putAll(details);
            collection.setCreateOptions(options);
        }
        StoredDatabase database = collection.database();
        store.record(database.change(ChangeKind.MODIFY, collection.name(), collection.uuid(), details));
        return new Document();
    }

    private StoredCollection existing(Request request) {
        return store.collection(request.database(), request.collection())
                .orElseThrow(() -> Refusal.namespaceNotFound("ns does not exist: " + request.namespace()));
    }

    private Document createIndexes(Request request) {
        request.allow("indexes", "ignoreUnknownIndexOptions", "commitQuorum", "v");
        boolean exists =
                store.collection(request.database(), request.collection()).isPresent();
        StoredCollection collection =
                store.databaseOrCreate(request.database()).collectionOrCreate(request.collection());
        int before = collection.indexSpecs().size();
        List<Document> created = new ArrayList<>();
        for (Document asked : request.documents("indexes")) {
            Document spec = IndexSpec.complete(asked);
            if (!exists(collection, spec)) {
                collection.addIndex(spec);
                created.add(spec);
            }
        }
        reportIndexes(collection, ChangeKind.CREATE_INDEXES, created);
        Document reply = new Document("numIndexesBefore", before)
                .append("numIndexesAfter", collection.indexSpecs().size())
                .append("createdCollectionAutomatically", !exists);
        return created.isEmpty() ? reply.append("note", "all indexes already exist") : reply;
    }

    private static boolean exists(StoredCollection collection, Document spec) {
        for (Document existing : collection.indexSpecs()) {
            boolean sameKey =
                    existing.get("key").toString().equals(spec.get("key").toString());
            boolean sameName = existing.get("name").equals(spec.get("name"));
            boolean byId = ((Document) spec.get("key")).keySet().equals(Set.of("_id"));
            if (byId || sameKey && sameName && isUnique(existing) == isUnique(spec)) {
                return true;
            }
            if (sameName) {
                throw new Refusal(
                        86,
                        "IndexKeySpecsConflict",
                        "An existing index has the same name as the requested index: " + spec.get("name"));
            }
            if (sameKey && isUnique(existing) == isUnique(spec)) {
                throw new Refusal(
                        85,
                        "IndexOptionsConflict",
                        "Index already exists with a different name: " + existing.get("name"));
            }
        }
        return false;
    }

    private static boolean isUnique(Document spec) {
        return Boolean.TRUE.equals(spec.get("unique"));
    }

    private void reportIndexes(StoredCollection collection, ChangeKind kind, List<Document> specs) {
        if (!specs.isEmpty()) {
            StoredDatabase database = collection.database();
            store.record(database.change(kind, collection.name(), collection.uuid(), new Document("indexes", specs)));
        }
    }

    private Document dropIndexes(Request request) {
        request.allow("index");
        StoredCollection collection = existing(request);
        int before = collection.indexSpecs().size();
        List<Document> dropped = chosen(collection, request.body().get("index"));
        dropped.forEach(spec -> collection.dropIndex((String) spec.get("name")));
        reportIndexes(collection, ChangeKind.DROP_INDEXES, dropped);
        return new Document("nIndexesWas", before);
    }

    private static List<Document> chosen(StoredCollection collection, Object index) {
        if ("*".equals(index)) {
            return collection.indexSpecs().stream()
                    .filter(spec -> !spec.get("name").equals(IndexSpec.ID_INDEX))
                    .toList();
        }
        List<?> asked = index instanceof List<?> names ? names : List.of(index == null ? "" : index);
        List<Document> found = new ArrayList<>();
        for (Object name : asked) {
            Document spec = collection.indexSpecs().stream()
                    .filter(one ->
                            one.get("name").equals(name) || one.get("key").equals(name))
                    .findFirst()
                    .orElseThrow(() -> new Refusal(27, "IndexNotFound", "index not found with name [" + name + "]"));
            if (spec.get("name").equals(IndexSpec.ID_INDEX)) {
                throw Refusal.invalidOptions("cannot drop _id index");
            }
            found.add(spec);
        }
        return found;
    }

    private Document listIndexes(Request request) {
        request.allow("cursor");
        List<Document> specs = existing(request).indexSpecs();
        return cursors.firstReply(
                request, new ResultCursor(request.namespace(), specs), Cursors.batchSize(request), false);
    }

    private Document listCollections(Request request) {
        request.allow("filter", "nameOnly", "authorizedCollections", "cursor");
        List<Document> listed = new ArrayList<>();
        store.database(request.database()).ifPresent(database -> {
            database.collections().forEach(collection -> listed.add(described(collection)));
            database.views()
                    .forEach((name, options) -> listed.add(new Document("name", name)
                            .append("type", "view")
                            .append("options", options)
                            .append("info", new Document("readOnly", true))));
        });
        Filter filter = Filter.compile(request.document("filter"));
        boolean nameOnly = request.flag("nameOnly", false);
        List<Document> found = listed.stream()
                .filter(filter::matches)
                .map(one -> nameOnly ? new Document("name", one.get("name")).append("type", one.get("type")) : one)
                .toList();
        String namespace = request.database() + ".$cmd.listCollections";
        return cursors.firstReply(request, new ResultCursor(namespace, found), Cursors.batchSize(request), false);
    }

    private static Document described(StoredCollection collection) {
        return new Document("name", collection.name())
                .append("type", "collection")
                .append("options", collection.createOptions())
                .append("info", new Document("readOnly", false).append("uuid", collection.uuid()))
                .append("idIndex", IndexSpec.ofId());
    }

    private Document listDatabases(Request request) {
        request.allow("filter", "nameOnly", "authorizedDatabases");
        List<Document> databases = new ArrayList<>();
        for (String internal : List.of("admin", "config", "local")) {
            databases.add(
                    new Document("name", internal).append("sizeOnDisk", 0L).append("empty", false));
        }
        for (StoredDatabase database : store.databases()) {
            if (!database.isEmpty()) {
                long size = database.collections().stream()
                        .mapToLong(StoredCollection::dataSize)
                        .sum();
                databases.removeIf(one -> one.get("name").equals(database.name()));
                databases.add(new Document("name", database.name())
                        .append("sizeOnDisk", size)
                        .append("empty", false));
            }
        }
        Filter filter = Filter.compile(request.document("filter"));
        boolean nameOnly = request.flag("nameOnly", false);
        List<Document> found = databases.stream()
                .filter(filter::matches)
                .map(one -> nameOnly ? new Document("name", one.get("name")) : one)
                .toList();
        Document reply = new Document("databases", found);
        return nameOnly
                ? reply
                : reply.append(
                        "totalSize",
                        found.stream()
                                .mapToLong(one -> (Long) one.get("sizeOnDisk"))
                                .sum());
    }
}
