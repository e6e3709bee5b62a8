package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One update statement in its three forms: operators, a whole document, a pipeline. */
final class Updates {
    /** What one statement did. */
    record Result(int matched, int modified, Optional<Object> upserted) {}

    private final Store store;

    Updates(Store store) {
        this.store = store;
    }

    static void allow(String command, Document statement, String... fields) {
        for (String field : statement.keySet()) {
            if (!List.of(fields).contains(field)) {
                throw Refusal.unknownField(command, field);
            }
        }
    }

    static void refuse(Document statement, String field) {
        if (statement.get(field) instanceof Document document && !document.isEmpty()) {
            throw Refusal.notSupported("'" + field + "' of a statement");
        }
    }

    Result apply(StoredCollection collection, Document statement) {
        allow(
                "update.updates",
                statement,
                "q",
                "u",
                "upsert",
                "multi",
                "collation",
                "arrayFilters",
                "hint",
                "upsertSupplied");
        refuse(statement, "collation");
        Document filter = (Document) statement.get("q");
        boolean multi = Utils.isTrue(statement.get("multi"));
        boolean upsert = Utils.isTrue(statement.get("upsert"));
        if (statement.get("u") instanceof List<?> pipeline) {
            return applyPipeline(collection, filter, Pipeline.parse(pipeline), multi, upsert);
        }
        if (!(statement.get("u") instanceof Document update)) {
            throw Refusal.failedToParse("Update argument must be either an object or an array");
        }
        if (statement.get("arrayFilters") instanceof List<?> filters && !filters.isEmpty()) {
            return applyWithArrayFilters(collection, statement, update);
        }
        checkWhole(update, multi);
        return applyDocument(collection, filter, update, multi, upsert);
    }

    private static void checkWhole(Document update, boolean multi) {
        boolean whole = update.isEmpty() || !update.keySet().iterator().next().startsWith("$");
        if (whole && multi) {
            throw Refusal.failedToParse("multi update is not supported for replacement-style update");
        }
    }

    private Result applyDocument(
            StoredCollection collection, Document filter, Document update, boolean multi, boolean upsert) {
        collection.expectUpdate(update);
        boolean found = collection.read(filter, null).findFirst().isPresent();
        if (!found) {
            return upsert ? insert(collection, filter, update) : new Result(0, 0, Optional.empty());
        }
        Document narrowed = multi ? filter : onlyFirst(collection, filter);
        Document result =
                collection.updateDocuments(narrowed, update, ArrayFilters.empty(), multi, false, NoopOplog.get());
        return new Result((Integer) result.get("n"), (Integer) result.get("nModified"), Optional.empty());
    }

    /** The same filter, for one document by its id, so that the library does not read on. */
    private static Document onlyFirst(StoredCollection collection, Document filter) {
        if (filter.size() == 1 && filter.containsKey("_id") && !(filter.get("_id") instanceof Document)) {
            return filter;
        }
        Object id = collection.read(filter, null).findFirst().orElseThrow().get("_id");
        Document narrowed = filter.clone();
        if (!filter.containsKey("_id")) {
            narrowed.put("_id", new Document("$eq", id));
        }
        return narrowed;
    }

    private static Result insert(StoredCollection collection, Document filter, Document update) {
        Document completed = withId(filter, update);
        Document result =
                collection.updateDocuments(filter, completed, ArrayFilters.empty(), false, true, NoopOplog.get());
        return new Result(0, 0, Optional.ofNullable(result.get("upserted")));
    }

    /** The library would make up an id without a time in it. */
    private static Document withId(Document filter, Document update) {
        if (filter.containsKey("_id") || namesId(update)) {
            return update;
        }
        Document completed = update.clone();
        if (!update.isEmpty() && update.keySet().iterator().next().startsWith("$")) {
            Document onInsert = new Document("_id", ObjectIds.next());
            if (update.get("$setOnInsert") instanceof Document asked) {
                onInsert.putAll(asked);
            }
            completed.put("$setOnInsert", onInsert);
        } else {
            completed.put("_id", ObjectIds.next());
        }
        return completed;
    }

    private static boolean namesId(Document update) {
        return update.containsKey("_id")
                || update.values().stream()
                        .anyMatch(part -> part instanceof Document fields && fields.containsKey("_id"));
    }

    private Result applyPipeline(
            StoredCollection collection, Document filter, List<Document> pipeline, boolean multi, boolean upsert) {
        for (Document stage : pipeline) {
            String name = Pipeline.stage(stage).getKey();
            if (!List.of("$addFields", "$set", "$project", "$unset", "$replaceRoot", "$replaceWith")
                    .contains(name)) {
                throw Refusal.invalidOptions(name + " is not allowed to be used within an update");
            }
        }
        Pipeline.Stages stages =
                new Pipeline(store, (StoredDatabase) collection.getDatabase(), collection).compile(pipeline);
        List<Document> found = collection.find(filter, null, 0, multi ? 0 : 1, null);
        if (found.isEmpty() && upsert) {
            throw Refusal.notSupported("An upsert by a pipeline");
        }
        int modified = 0;
        for (Document document : found) {
            Document result = stages.apply(Stream.of(document)).findFirst().orElseThrow();
            collection.expectPipelineUpdate(result);
            modified += (Integer) collection
                    .updateDocuments(byId(document), result, ArrayFilters.empty(), false, false, NoopOplog.get())
                    .get("nModified");
        }
        return new Result(found.size(), modified, Optional.empty());
    }

    private static Document byId(Document document) {
        return new Document("_id", new Document("$eq", document.get("_id")));
    }

    /** The library reads array filters only in findAndModify. */
    private Result applyWithArrayFilters(StoredCollection collection, Document statement, Document update) {
        Document filter = (Document) statement.get("q");
        boolean multi = Utils.isTrue(statement.get("multi"));
        if (collection.find(filter, null, 0, 1, null).isEmpty() && Utils.isTrue(statement.get("upsert"))) {
            throw Refusal.notSupported("An upsert with array filters");
        }
        collection.expectUpdate(update);
        List<Document> found = collection.find(filter, null, 0, multi ? 0 : 1, null);
        int modified = 0;
        for (Document document : found) {
            Document narrowed = new Document("$and", List.of(byId(document), filter));
            collection.findAndModify(new Document("query", narrowed)
                    .append("update", update)
                    .append("arrayFilters", statement.get("arrayFilters")));
            modified += collection
                            .byId(document.get("_id"))
                            .filter(document::equals)
                            .isPresent()
                    ? 0
                    : 1;
        }
        return new Result(found.size(), modified, Optional.empty());
    }

    Document findAndModify(StoredCollection collection, Request request) {
        Document filter = request.document("query");
        List<Document> found = collection.find(filter, request.document("sort"), 0, 1, null);
        boolean remove = request.flag("remove", false);
        if (remove == request.has("update")) {
            throw Refusal.failedToParse(
                    remove
                            ? "Cannot specify both an update and remove=true"
                            : "Either an update or remove=true must be specified");
        }
        Document before = found.isEmpty() ? null : found.get(0);
        if (remove) {
            if (before != null) {
                collection.removeDocument(before);
            }
            return reply(request, new Document("n", found.size()), before);
        }
        Document statement = new Document(
                        "q", before == null ? filter : new Document("$and", List.of(byId(before), filter)))
                .append("u", request.body().get("update"))
                .append("upsert", before == null && request.flag("upsert", false));
        if (request.has("arrayFilters")) {
            statement.append("arrayFilters", request.body().get("arrayFilters"));
        }
        Result result = apply(collection, statement);
        Object id = before == null ? result.upserted().orElse(null) : before.get("_id");
        Document after = id == null ? null : collection.byId(id).orElse(null);
        Document last = new Document("n", after == null ? 0 : 1).append("updatedExisting", before != null);
        result.upserted().ifPresent(upserted -> last.append("upserted", upserted));
        return reply(request, last, request.flag("new", false) ? after : before);
    }

    private static Document reply(Request request, Document last, Document value) {
        Document fields = request.document("fields");
        Document projected = value == null || fields.isEmpty() ? value : ProjectedValue.of(value, fields);
        return new Document("lastErrorObject", last).append("value", projected);
    }
}
