package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Commands that write documents. */
final class WriteCommands {
    private final Store store;
    private final Updates updates;

    WriteCommands(Store store) {
        this.store = store;
        this.updates = new Updates(store);
    }

    void addTo(Map<String, CommandHandler> commands) {
        commands.put("insert", this::insert);
        commands.put("update", this::update);
        commands.put("delete", this::delete);
        commands.put("findAndModify", this::findAndModify);
        commands.put("findandmodify", this::findAndModify);
    }

    private interface Statement {
        void run(Document statement, int index);
    }

    private Document insert(Request request) {
        request.allow("documents", "ordered", "bypassDocumentValidation");
        StoredCollection collection = target(request);
        int[] inserted = {0};
        List<Document> errors = each(request, request.documents("documents"), (document, index) -> {
            collection.insert(document);
            inserted[0]++;
        });
        return withErrors(new Document("n", inserted[0]), errors);
    }

    private StoredCollection target(Request request) {
        String database = request.database();
        boolean internal = Set.of("local", "config").contains(database)
                || request.collection().startsWith("system.");
        if (internal) {
            throw new Refusal(73, "InvalidNamespace", "cannot write to '" + request.namespace() + "'");
        }
        StoredDatabase found = store.databaseOrCreate(database);
        if (found.views().containsKey(request.collection())) {
            throw new Refusal(
                    166,
                    "CommandNotSupportedOnView",
                    "Namespace " + request.namespace() + " is a view, not a collection");
        }
        return found.collectionOrCreate(request.collection());
    }

    private static List<Document> each(Request request, List<Document> statements, Statement work) {
        if (statements.isEmpty() || statements.size() > HelloCommands.MAX_WRITE_BATCH) {
            throw new Refusal(
                    16,
                    "InvalidLength",
                    "Write batch sizes must be between 1 and " + HelloCommands.MAX_WRITE_BATCH + ". Got "
                            + statements.size() + " operations.");
        }
        List<Document> errors = new ArrayList<>();
        for (int index = 0; index < statements.size(); index++) {
            try {
                work.run(statements.get(index), index);
            } catch (MongoServerError e) {
                errors.add(new Document("index", index)
                        .append("code", e.getCode())
                        .append("errmsg", e.getMessageWithoutErrorCode()));
                if (request.flag("ordered", true)) {
                    break;
                }
            }
        }
        return errors;
    }

    private static Document withErrors(Document reply, List<Document> errors) {
        return errors.isEmpty() ? reply : reply.append("writeErrors", errors);
    }

    private Document update(Request request) {
        request.allow("updates", "ordered", "bypassDocumentValidation", "let");
        request.refuse("let");
        StoredCollection collection = existingOrForUpsert(request);
        int[] counts = {0, 0};
        List<Document> upserted = new ArrayList<>();
        List<Document> errors = each(request, request.documents("updates"), (statement, index) -> {
            Updates.Result result = updates.apply(collection, statement);
            counts[0] += result.matched();
            counts[1] += result.modified();
            if (result.upserted()) {
                upserted.add(new Document("index", index).append("_id", result.id()));
            }
        });
        Document reply = new Document("n", counts[0] + upserted.size()).append("nModified", counts[1]);
        if (!upserted.isEmpty()) {
            reply.append("upserted", upserted);
        }
        return withErrors(reply, errors);
    }

    /** A collection that does not exist is not made by an update that inserts nothing. */
    private StoredCollection existingOrForUpsert(Request request) {
        boolean upserts =
                request.documents("updates").stream().anyMatch(update -> Boolean.TRUE.equals(update.get("upsert")));
        boolean exists =
                store.collection(request.database(), request.collection()).isPresent();
        if (exists || upserts) {
            return target(request);
        }
        StoredDatabase database = store.databaseOrCreate(request.database());
        return new StoredCollection(store, database, request.collection(), null, new Document());
    }

    private Document delete(Request request) {
        request.allow("deletes", "ordered", "let");
        request.refuse("let");
        request.documents("deletes").forEach(WriteCommands::checkLimit);
        int[] deleted = {0};
        List<Document> errors = each(request, request.documents("deletes"), (statement, index) -> {
            Updates.allow("delete.deletes", statement, "q", "limit", "collation", "hint");
            Updates.refuse(statement, "collation");
            int limit = ((Number) statement.get("limit")).intValue();
            Optional<StoredCollection> collection = store.collection(request.database(), request.collection());
            if (collection.isPresent()) {
                List<Document> found = collection.get().find((Document) statement.get("q"), null, 0, limit, null);
                found.forEach(collection.get()::remove);
                deleted[0] += found.size();
            }
        });
        return withErrors(new Document("n", deleted[0]), errors);
    }

    private static void checkLimit(Document statement) {
        if (!statement.containsKey("limit")) {
            throw new Refusal(
                    40414, "Location40414", "BSON field 'delete.deletes.limit' is missing but a required field");
        }
        Object limit = statement.get("limit");
        if (!(limit instanceof Number number) || number.doubleValue() != 0 && number.doubleValue() != 1) {
            throw Refusal.failedToParse("The limit field in delete objects must be 0 or 1. Got " + limit);
        }
    }

    private Document findAndModify(Request request) {
        request.allow(
                "query",
                "sort",
                "remove",
                "update",
                "new",
                "fields",
                "upsert",
                "arrayFilters",
                "hint",
                "bypassDocumentValidation",
                "collation",
                "let");
        request.refuse("collation", "let");
        boolean exists =
                store.collection(request.database(), request.collection()).isPresent();
        if (!exists && !request.flag("upsert", false)) {
            Document none = new Document("n", 0);
            return new Document(
                            "lastErrorObject",
                            request.flag("remove", false) ? none : none.append("updatedExisting", false))
                    .append("value", null);
        }
        return updates.findAndModify(target(request), request);
    }
}
