package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Runs one test of the unified format as commands, which is what the server sees of a driver's operations. */
final class CrudSpecificationRun {
    /** What the stand-in refuses by name, or what only a driver answers. */
    private static final Set<String> NOT_HERE =
            Set.of("let", "collation", "rawData", "verboseResults", "session", "timeoutMS", "maxTimeMS");

    private final MongoClient client;
    private MongoDatabase database;
    private String collection;

    CrudSpecificationRun(MongoClient client) {
        this.client = client;
    }

    void run(BsonDocument file, BsonDocument test) {
        file.getArray("createEntities").forEach(entity -> name(entity.asDocument()));
        assumeTrue(asksTheServer(file, test), "asks for what is the driver's or not here");
        file.getArray("initialData", new BsonArray()).forEach(data -> fill(data.asDocument()));
        test.getArray("operations").forEach(operation -> runAndCheck(operation.asDocument()));
        test.getArray("outcome", new BsonArray()).forEach(outcome -> checkOutcome(outcome.asDocument()));
    }

    private void name(BsonDocument entity) {
        BsonDocument description = entity.getDocument(entity.getFirstKey());
        if (entity.containsKey("database")) {
            database = client.getDatabase(description.getString("databaseName").getValue());
        } else if (entity.containsKey("collection") && collection == null) {
            collection = description.getString("collectionName").getValue();
        }
    }

    /** Not: several collections, unacknowledged writes, errors that a driver finds, arguments that are not here. */
    private static boolean asksTheServer(BsonDocument file, BsonDocument test) {
        String text = test.toJson();
        return NOT_HERE.stream().noneMatch(name -> text.contains("\"" + name + "\":"))
                && !text.contains("\"isClientError\": true")
                && !file.toJson().contains("\"w\": 0")
                && test.getArray("operations").stream()
                        .allMatch(operation -> operation
                                .asDocument()
                                .getString("object")
                                .getValue()
                                .equals("collection0"));
    }

    private MongoCollection<BsonDocument> collection(BsonDocument data) {
        return client.getDatabase(data.getString("databaseName").getValue())
                .getCollection(data.getString("collectionName").getValue(), BsonDocument.class);
    }

    private void fill(BsonDocument data) {
        MongoCollection<BsonDocument> target = collection(data);
        target.drop();
        List<BsonDocument> documents =
                data.getArray("documents").stream().map(BsonValue::asDocument).toList();
        if (!documents.isEmpty()) {
            target.insertMany(documents);
        }
    }

    private void checkOutcome(BsonDocument outcome) {
        BsonArray found = new BsonArray(collection(outcome)
                .find()
                .sort(new BsonDocument("_id", new BsonInt32(1)))
                .into(new ArrayList<>()));
        new SpecificationMatch(Map.of()).check("outcome", outcome.getArray("documents"), found, false);
    }

    private void runAndCheck(BsonDocument operation) {
        String name = operation.getString("name").getValue();
        BsonDocument arguments = operation.getDocument("arguments", new BsonDocument());
        boolean fails = operation.containsKey("expectError");
        try {
            BsonValue result = name.equals("bulkWrite") ? bulk(arguments) : answer(name, arguments);
            assertThat(fails).as("an error is expected of " + operation).isFalse();
            boolean isOfTheServer = !name.equals("bulkWrite") && !name.startsWith("insert");
            if (operation.containsKey("expectResult") && isOfTheServer) {
                checkResult(name, operation.get("expectResult"), result);
            }
        } catch (MongoCommandException | WriteFailure e) {
            if (!fails) {
                throw e;
            }
        }
    }

    /** Each document that a cursor gives may have more fields than expected. */
    private static void checkResult(String name, BsonValue expected, BsonValue result) {
        SpecificationMatch match = new SpecificationMatch(Map.of());
        if (!expected.isArray()) {
            match.check(name, expected, result, true);
            return;
        }
        assertThat(result.asArray()).as(name).hasSameSizeAs(expected.asArray());
        for (int i = 0; i < expected.asArray().size(); i++) {
            match.check(
                    name + " " + i, expected.asArray().get(i), result.asArray().get(i), true);
        }
    }

    private static final class WriteFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WriteFailure(BsonDocument reply) {
            super(reply.toJson());
        }
    }

    private BsonValue bulk(BsonDocument arguments) {
        RuntimeException first = null;
        for (BsonValue request : arguments.getArray("requests")) {
            String name = request.asDocument().getFirstKey();
            BsonDocument given = request.asDocument().getDocument(name);
            try {
                answer(name, given);
            } catch (MongoCommandException | WriteFailure e) {
                first = first == null ? e : first;
                if (arguments.getBoolean("ordered", BsonBoolean.TRUE).getValue()) {
                    throw e;
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return BsonNull.VALUE;
    }

    private BsonValue answer(String name, BsonDocument arguments) {
        BsonDocument reply = database.runCommand(command(name, arguments), BsonDocument.class);
        if (reply.containsKey("writeErrors")) {
            throw new WriteFailure(reply);
        }
        return switch (name) {
            case "find", "aggregate" -> reply.getDocument("cursor").get("firstBatch");
            case "distinct" -> reply.get("values");
            case "findOneAndUpdate", "findOneAndReplace", "findOneAndDelete" -> reply.get("value");
            case "count", "estimatedDocumentCount" -> reply.get("n");
            case "countDocuments" -> counted(reply.getDocument("cursor").getArray("firstBatch"));
            case "deleteOne", "deleteMany" -> new BsonDocument("deletedCount", reply.get("n"));
            case "updateOne", "updateMany", "replaceOne" -> updated(reply);
            default -> reply;
        };
    }

    private static BsonValue counted(BsonArray batch) {
        return batch.isEmpty() ? new BsonInt32(0) : batch.get(0).asDocument().get("n");
    }

    private static BsonDocument updated(BsonDocument reply) {
        BsonArray upserted = reply.getArray("upserted", new BsonArray());
        BsonDocument result = new BsonDocument("upsertedCount", new BsonInt32(upserted.size()))
                .append("matchedCount", new BsonInt32(reply.getInt32("n").getValue() - upserted.size()))
                .append("modifiedCount", reply.get("nModified"));
        if (!upserted.isEmpty()) {
            result.append("upsertedId", upserted.get(0).asDocument().get("_id"));
        }
        return result;
    }

    private BsonDocument command(String name, BsonDocument arguments) {
        BsonDocument given = arguments.clone();
        return switch (name) {
            case "insertOne" -> statement("insert", "documents", given.getDocument("document"), given);
            case "insertMany" -> copy(given, named("insert"), "documents", "ordered", "comment");
            case "updateOne", "updateMany", "replaceOne" -> update(name, given);
            case "deleteOne", "deleteMany" -> {
                BsonDocument delete = new BsonDocument("q", given.get("filter"))
                        .append("limit", new BsonInt32(name.equals("deleteOne") ? 1 : 0));
                yield statement("delete", "deletes", copy(given, delete, "hint"), given);
            }
            case "findOneAndUpdate", "findOneAndReplace", "findOneAndDelete" -> findAndModify(name, given);
            case "find" ->
                copy(given, named("find"), "filter", "sort", "limit", "skip", "projection", "hint", "comment");
            case "aggregate" ->
                copy(given, named("aggregate"), "pipeline", "allowDiskUse", "comment", "hint")
                        .append("cursor", new BsonDocument());
            case "countDocuments" -> count(given);
            case "count" -> copyAs(given, copy(given, named("count"), "skip", "limit"), "filter", "query");
            case "estimatedDocumentCount" -> copy(given, named("count"), "comment");
            case "distinct" ->
                copyAs(given, named("distinct").append("key", given.get("fieldName")), "filter", "query");
            default -> {
                assumeTrue(false, "asks for what is not here: " + name);
                yield given;
            }
        };
    }

    private BsonDocument count(BsonDocument given) {
        BsonArray pipeline = new BsonArray(List.of(new BsonDocument("$match", given.get("filter"))));
        for (String name : List.of("skip", "limit")) {
            if (given.containsKey(name)) {
                pipeline.add(new BsonDocument("$" + name, given.get(name)));
            }
        }
        pipeline.add(BsonDocument.parse("{$group: {_id: 1, n: {$sum: 1}}}"));
        return named("aggregate").append("pipeline", pipeline).append("cursor", new BsonDocument());
    }

    private BsonDocument named(String command) {
        return new BsonDocument(command, new BsonString(collection));
    }

    private BsonDocument statement(String command, String list, BsonDocument statement, BsonDocument given) {
        return copy(given, named(command).append(list, new BsonArray(List.of(statement))), "comment");
    }

    private BsonDocument update(String name, BsonDocument given) {
        assumeTrue(!given.containsKey("sort"), "a sort of updates is MongoDB 8's");
        BsonDocument update = new BsonDocument("q", given.get("filter"))
                .append("u", given.get(given.containsKey("update") ? "update" : "replacement"))
                .append("multi", BsonBoolean.valueOf(name.equals("updateMany")));
        return statement("update", "updates", copy(given, update, "upsert", "arrayFilters", "hint"), given);
    }

    private BsonDocument findAndModify(String name, BsonDocument given) {
        BsonDocument command = copyAs(given, named("findAndModify"), "filter", "query");
        copyAs(given, command, "projection", "fields");
        copyAs(given, command, "replacement", "update");
        copy(given, command, "update", "sort", "upsert", "arrayFilters", "hint", "comment");
        if (name.equals("findOneAndDelete")) {
            return command.append("remove", BsonBoolean.TRUE);
        }
        boolean after = given.getString("returnDocument", new BsonString("Before"))
                .getValue()
                .equals("After");
        return command.append("new", BsonBoolean.valueOf(after));
    }

    private static BsonDocument copy(BsonDocument from, BsonDocument to, String... names) {
        for (String name : names) {
            copyAs(from, to, name, name);
        }
        return to;
    }

    private static BsonDocument copyAs(BsonDocument from, BsonDocument to, String name, String as) {
        if (from.containsKey(name)) {
            to.append(as, from.get(name));
        }
        return to;
    }
}
