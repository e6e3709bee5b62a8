package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One update statement in its three forms: operators, a whole document, a pipeline. */
final class Updates {
    private static final Set<String> STAGES =
            Set.of("$addFields", "$set", "$project", "$unset", "$replaceRoot", "$replaceWith");

    /** What one statement did. */
    record Result(int matched, int modified, boolean upserted, Object id) {
        static Result upserted(Object id) {
            return new Result(0, 0, true, id);
        }
    }

    /** A statement's update, compiled. */
    private interface Update {
        boolean apply(StoredCollection collection, Document document, int matched);

        /** The document to insert, made of what the filter says. */
        Document inserted(Document start);
    }

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
        boolean multi = BsonTypes.isTrue(statement.get("multi"));
        Update update = compile(collection, statement.get("u"), statement.get("arrayFilters"), multi);
        List<Document> found = collection.find(filter, null, 0, multi ? 0 : 1, null);
        if (found.isEmpty() && BsonTypes.isTrue(statement.get("upsert"))) {
            Document inserted = collection.insert(update.inserted(Upserts.start(filter)));
            return Result.upserted(inserted.get("_id"));
        }
        Filter positions = Filter.compile(filter);
        int modified = 0;
        for (Document document : found) {
            modified += apply(update, collection, document, positions) ? 1 : 0;
        }
        return new Result(found.size(), modified, false, null);
    }

    private static boolean apply(Update update, StoredCollection collection, Document document, Filter filter) {
        MatchPosition position = new MatchPosition();
        filter.matches(document, position);
        return update.apply(collection, document, position.index());
    }

    private Update compile(StoredCollection collection, Object update, Object arrayFilters, boolean multi) {
        if (update instanceof List<?> pipeline) {
            if (arrayFilters instanceof List<?>) {
                throw Refusal.failedToParse("arrayFilters may not be specified for pipeline-style updates");
            }
            return byPipeline(collection, Pipeline.parse(pipeline));
        }
        if (!(update instanceof Document document)) {
            throw Refusal.failedToParse("Update argument must be either an object or an array");
        }
        if (Expressions.isOperator(document)) {
            return byOperators(UpdateOperators.compile(document, arrayFilters));
        }
        if (multi) {
            throw Refusal.failedToParse("multi update is not supported for replacement-style update");
        }
        return byReplacement(document);
    }

    private static Update byOperators(UpdateOperators operators) {
        return new Update() {
            @Override
            public boolean apply(StoredCollection collection, Document document, int matched) {
                UpdateOperators.Result result = operators.apply(document, matched, false);
                return collection.update(document, result.document(), result.paths());
            }

            @Override
            public Document inserted(Document start) {
                return operators.apply(start, -1, true).document();
            }
        };
    }

    private static Update byReplacement(Document replacement) {
        for (String name : replacement.keySet()) {
            if (name.startsWith("$")) {
                throw new Refusal(
                        52,
                        "DollarPrefixedFieldName",
                        "The dollar ($) prefixed field '" + name
                                + "' is not allowed in the context of an update's replacement document");
            }
        }
        return new Update() {
            @Override
            public boolean apply(StoredCollection collection, Document document, int matched) {
                return collection.replace(document, replacement);
            }

            @Override
            public Document inserted(Document start) {
                return withIdOf(start, replacement);
            }
        };
    }

    /** A new document keeps the id that the filter names. */
    private static Document withIdOf(Document start, Document document) {
        if (!start.containsKey("_id")) {
            return document;
        }
        if (document.containsKey("_id") && BsonOrder.INSTANCE.compare(document.get("_id"), start.get("_id")) != 0) {
            throw new Refusal(66, "ImmutableField", "The _id of the new document is not the one of the filter");
        }
        Document result = new Document("_id", start.get("_id"));
        document.forEach(result::putIfAbsent);
        return result;
    }

    private Update byPipeline(StoredCollection collection, List<Document> pipeline) {
        for (Document stage : pipeline) {
            String name = Pipeline.stage(stage).getKey();
            if (!STAGES.contains(name)) {
                throw Refusal.invalidOptions(name + " is not allowed to be used within an update");
            }
        }
        Stage stages = new Pipeline(store, collection.database()).compile(pipeline);
        return new Update() {
            @Override
            public boolean apply(StoredCollection target, Document document, int matched) {
                return target.update(document, through(document), Set.of());
            }

            @Override
            public Document inserted(Document start) {
                return withIdOf(start, through(start));
            }

            private Document through(Document document) {
                return stages.apply(Stream.of(document), Scope.NONE).findFirst().orElseThrow();
            }
        };
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
                collection.remove(before);
            }
            return reply(request, new Document("n", found.size()), before);
        }
        return update(collection, request, filter, before);
    }

    private Document update(StoredCollection collection, Request request, Document filter, Document before) {
        Update update =
                compile(collection, request.body().get("update"), request.body().get("arrayFilters"), false);
        Document last = new Document("n", 0).append("updatedExisting", before != null);
        Object id = null;
        if (before != null) {
            apply(update, collection, before, Filter.compile(filter));
            id = before.get("_id");
        } else if (request.flag("upsert", false)) {
            id = collection.insert(update.inserted(Upserts.start(filter))).get("_id");
            last.append("upserted", id);
        } else {
            return reply(request, last, null);
        }
        Document after = collection.byId(id).orElseThrow();
        return reply(request, last.append("n", 1), request.flag("new", false) ? after : before);
    }

    private static Document reply(Request request, Document last, Document value) {
        Document projected = value == null
                ? null
                : Projections.find(request.document("fields")).apply(value);
        return new Document("lastErrorObject", last).append("value", projected);
    }
}
