package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Commands that read documents. */
final class ReadCommands {
    private static final String OPLOG = "local.oplog.rs";

    private final Store store;
    private final Cursors cursors;
    private final ReplicaSetConfig config;

    ReadCommands(Store store, Cursors cursors, ReplicaSetConfig config) {
        this.store = store;
        this.cursors = cursors;
        this.config = config;
    }

    void addTo(Map<String, CommandHandler> commands) {
        commands.put("find", this::find);
        commands.put("aggregate", this::aggregate);
        commands.put("count", this::count);
        commands.put("explain", this::explain);
        commands.put("distinct", this::distinct);
        commands.put("getMore", cursors::getMore);
        commands.put("killCursors", cursors::killCursors);
    }

    private static void checkFind(Request request) {
        request.allow(
                "filter",
                "sort",
                "projection",
                "hint",
                "skip",
                "limit",
                "batchSize",
                "singleBatch",
                "max",
                "min",
                "returnKey",
                "showRecordId",
                "tailable",
                "awaitData",
                "noCursorTimeout",
                "allowPartialResults",
                "collation",
                "allowDiskUse",
                "let",
                "oplogReplay");
        request.refuse("max", "min", "returnKey", "showRecordId", "tailable", "awaitData", "collation", "let");
    }

    private Document find(Request request) {
        checkFind(request);
        checkHint(request);
        Document projection = request.document("projection");
        int limit = request.integer("limit", 0);
        List<Document> found = find(request, projection, Math.abs(limit));
        boolean single = request.flag("singleBatch", false) || limit < 0;
        return cursors.firstReply(
                request, new ResultCursor(request.namespace(), found), request.notNegative("batchSize", -1), single);
    }

    private List<Document> find(Request request, Document projection, int limit) {
        Document filter = request.document("filter");
        Document sort = request.document("sort");
        int skip = request.notNegative("skip", 0);
        if (request.namespace().equals(OPLOG)) {
            return OplogDocuments.find(store.oplog(), filter, sort, skip, limit);
        }
        if (request.namespace().equals(ReplicaSetConfig.NAMESPACE)) {
            Stream<Document> configs = Stream.of(config.document());
            return configs.filter(Filter.compile(filter)::matches).skip(skip).toList();
        }
        if (view(request).isPresent()) {
            return findInView(request, limit);
        }
        return store.collection(request.database(), request.collection())
                .map(collection -> collection.find(filter, sort, skip, limit, projection))
                .orElse(List.of());
    }

    private Document explain(Request request) {
        request.allow("verbosity");
        Document explained = request.document("explain");
        if (!explained.containsKey("find")) {
            throw Refusal.notSupported("explain of anything but find");
        }
        Request find = new Request("find", explained, request.database(), request.connectionId());
        checkFind(find);
        checkHint(find);
        int limit = Math.abs(find.integer("limit", 0));
        int found = find(find, find.document("projection"), limit).size();
        boolean executes = !"queryPlanner".equals(request.body().get("verbosity"));
        return new Explanation(find, store.collection(find.database(), find.collection()))
                .reply(executes ? Optional.of(found) : Optional.empty());
    }

    private Optional<Document> view(Request request) {
        return store.database(request.database()).map(found -> found.views().get(request.collection()));
    }

    private List<Document> findInView(Request request, int limit) {
        List<Document> stages = new ArrayList<>();
        stages.add(new Document("$match", request.document("filter")));
        if (!request.document("sort").isEmpty()) {
            stages.add(new Document("$sort", request.document("sort")));
        }
        stages.add(new Document("$skip", request.notNegative("skip", 0)));
        if (limit > 0) {
            stages.add(new Document("$limit", limit));
        }
        if (!request.document("projection").isEmpty()) {
            stages.add(new Document("$project", request.document("projection")));
        }
        return run(request.database(), request.collection(), stages);
    }

    private void checkHint(Request request) {
        Object hint = request.body().get("hint");
        Optional<StoredCollection> collection = store.collection(request.database(), request.collection());
        if (hint == null || collection.isEmpty() || hint instanceof Document keys && keys.isEmpty()) {
            return;
        }
        boolean natural = hint instanceof Document keys && keys.containsKey("$natural");
        boolean known = collection.get().indexSpecs().stream()
                .anyMatch(spec ->
                        hint.equals(spec.get("name")) || BsonOrder.INSTANCE.compare(hint, spec.get("key")) == 0);
        if (!natural && !known) {
            throw Refusal.badValue("error processing query: planner returned error :: caused by :: "
                    + "hint provided does not correspond to an existing index");
        }
    }

    private Document count(Request request) {
        request.allow("query", "limit", "skip", "hint", "collation", "fields");
        request.refuse("collation", "fields");
        checkHint(request);
        Document query = request.document("query");
        int limit = Math.abs(request.integer("limit", 0));
        int skip = request.notNegative("skip", 0);
        if (view(request).isPresent()) {
            List<Document> all = run(request.database(), request.collection(), List.of(new Document("$match", query)));
            return new Document("n", cut(all.size(), skip, limit));
        }
        Optional<StoredCollection> collection = store.collection(request.database(), request.collection());
        long n = collection
                .map(found -> query.isEmpty()
                        ? (long) found.count()
                        : found.read(query, null).count())
                .orElse(0L);
        return new Document("n", cut(n, skip, limit));
    }

    private static int cut(long n, int skip, int limit) {
        long rest = Math.max(0, n - skip);
        return (int) (limit == 0 ? rest : Math.min(rest, limit));
    }

    private Document distinct(Request request) {
        request.allow("key", "query", "collation", "hint");
        request.refuse("collation");
        checkHint(request);
        String key = request.string("key");
        SortedSet<Object> values = new TreeSet<>(BsonOrder.INSTANCE);
        try (Stream<Document> documents = documents(request, request.document("query"))) {
            QueryPath path = QueryPath.of(key);
            documents.forEach(document -> addValues(values, path, document));
        }
        return new Document("values", values);
    }

    private static void addValues(SortedSet<Object> values, QueryPath path, Document document) {
        path.any(document, true, (value, index) -> {
            boolean isArrayAround = value instanceof List && index < 0;
            if (!(value instanceof Missing) && !isArrayAround) {
                values.add(value);
            }
            return false;
        });
    }

    private Stream<Document> documents(Request request, Document filter) {
        if (view(request).isPresent()) {
            return run(request.database(), request.collection(), List.of(new Document("$match", filter))).stream();
        }
        return store.collection(request.database(), request.collection())
                .map(found -> found.read(filter, null))
                .orElse(Stream.empty());
    }

    private Document aggregate(Request request) {
        request.allow(
                "pipeline",
                "cursor",
                "explain",
                "allowDiskUse",
                "bypassDocumentValidation",
                "collation",
                "hint",
                "let");
        request.refuse("explain", "collation", "let");
        if (!request.has("cursor")) {
            throw Refusal.failedToParse(
                    "The 'cursor' option is required, except for aggregate with the explain argument");
        }
        List<Document> pipeline = Pipeline.parse(request.body().get("pipeline"));
        boolean changes = !pipeline.isEmpty() && pipeline.get(0).containsKey("$changeStream");
        if (changes) {
            return cursors.firstReply(request, changeStream(request, pipeline), Cursors.batchSize(request), false);
        }
        refuseLaterChangeStream(pipeline);
        String collection = collectionOf(request);
        String namespace = request.database() + "." + (collection.isEmpty() ? "$cmd.aggregate" : collection);
        List<Document> found = run(request.database(), collection, pipeline);
        return cursors.firstReply(request, new ResultCursor(namespace, found), Cursors.batchSize(request), false);
    }

    private static void refuseLaterChangeStream(List<Document> pipeline) {
        if (pipeline.stream().anyMatch(stage -> stage.containsKey("$changeStream"))) {
            throw new Refusal(40602, "Location40602", "$changeStream is only valid as the first stage in a pipeline.");
        }
    }

    /** Empty for an aggregate over the database. */
    private static String collectionOf(Request request) {
        Object collection = request.body().get("aggregate");
        if (collection instanceof Number) {
            return "";
        }
        return request.string("aggregate");
    }

    private ChangeStream changeStream(Request request, List<Document> pipeline) {
        ChangeStreamOptions options = ChangeStreamOptions.parse(pipeline.get(0).get("$changeStream"));
        List<Document> behind = new ArrayList<>();
        for (Document stage : pipeline.subList(1, pipeline.size())) {
            String name = Pipeline.stage(stage).getKey();
            if (!ChangeEvents.STAGES_BEHIND.contains(name)) {
                new Pipeline(store, store.databaseOrCreate(request.database())).compile(List.of(stage));
                throw Refusal.illegalOperation(name + " is not permitted in a $changeStream pipeline");
            }
            if (!name.equals("$changeStreamSplitLargeEvent")) {
                behind.add(stage);
            }
        }
        String collection = collectionOf(request);
        ChangeStreamScope scope = scope(request.database(), collection, options);
        String namespace = request.database() + "." + (collection.isEmpty() ? "$cmd.aggregate" : collection);
        Stage stages = new Pipeline(store, store.databaseOrCreate(request.database())).compile(behind);
        return new ChangeStream(store, namespace, scope, options, stages);
    }

    private ChangeStreamScope scope(String database, String collection, ChangeStreamOptions options) {
        if (options.allChangesForCluster()) {
            if (!database.equals("admin") || !collection.isEmpty()) {
                throw Refusal.invalidOptions(
                        "A $changeStream with 'allChangesForCluster:true' may only be opened on the 'admin' database");
            }
            return new ChangeStreamScope("", "");
        }
        if (List.of("admin", "local", "config").contains(database)) {
            throw new Refusal(
                    73,
                    "InvalidNamespace",
                    "$changeStream may not be opened on the internal " + database + " database");
        }
        boolean view = store.database(database)
                .filter(found -> found.views().containsKey(collection))
                .isPresent();
        if (view) {
            throw new Refusal(167, "OptionNotSupportedOnView", "$changeStream may not be opened on a view");
        }
        return new ChangeStreamScope(database, collection);
    }

    private List<Document> run(String databaseName, String collectionName, List<Document> pipeline) {
        StoredDatabase database = store.databaseOrCreate(databaseName);
        Document view = database.views().get(collectionName);
        if (view != null) {
            List<Document> whole = new ArrayList<>(Pipeline.parse(view.getOrDefault("pipeline", List.of())));
            whole.addAll(pipeline);
            return run(databaseName, (String) view.get("viewOn"), whole);
        }
        if (OPLOG.equals(databaseName + "." + collectionName)) {
            return runOverOplog(database, pipeline);
        }
        Optional<StoredCollection> collection = database.collection(collectionName);
        return new AggregateSource(store, database, collection).run(pipeline);
    }

    private List<Document> runOverOplog(StoredDatabase database, List<Document> pipeline) {
        boolean filtered = !pipeline.isEmpty() && pipeline.get(0).get("$match") instanceof Document;
        Document filter = filtered ? (Document) pipeline.get(0).get("$match") : new Document();
        List<Document> found = OplogDocuments.find(store.oplog(), filter, new Document(), 0, 0);
        return new Pipeline(store, database)
                .compile(pipeline.subList(filtered ? 1 : 0, pipeline.size()))
                .apply(found.stream(), Scope.NONE)
                .toList();
    }
}
