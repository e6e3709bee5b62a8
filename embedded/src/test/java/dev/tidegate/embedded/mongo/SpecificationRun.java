package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.RenameCollectionOptions;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.FullDocumentBeforeChange;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.codecs.BsonValueCodecProvider;
import org.bson.codecs.configuration.CodecRegistries;

/** Runs one test of the unified format as far as the change stream files use it. */
final class SpecificationRun implements AutoCloseable {
    /** A command as it was sent; the driver's own event is void once its listener returns. */
    private record Started(String name, String database, BsonDocument command) {}

    private final String uri;
    private final MongoClient internal;
    private final Map<String, MongoClient> clients = new HashMap<>();
    private final Map<String, List<Started>> started = new HashMap<>();
    private final Map<String, MongoDatabase> databases = new HashMap<>();
    private final Map<String, MongoCollection<BsonDocument>> collections = new HashMap<>();
    private final Map<String, MongoCursor<BsonDocument>> cursors = new HashMap<>();
    private final Map<String, BsonValue> results = new HashMap<>();

    SpecificationRun(String uri) {
        this.uri = uri;
        this.internal = MongoClients.create(uri);
    }

    void run(BsonDocument file, BsonDocument test) {
        file.getArray("initialData", new BsonArray()).forEach(data -> fill(data.asDocument()));
        file.getArray("createEntities").forEach(entity -> create(entity.asDocument()));
        for (BsonValue operation : test.getArray("operations")) {
            runAndCheck(operation.asDocument());
        }
        test.getArray("expectEvents", new BsonArray()).forEach(events -> checkEvents(events.asDocument()));
    }

    private void fill(BsonDocument data) {
        MongoDatabase database = internal.getDatabase(text(data, "databaseName"));
        database.getCollection(text(data, "collectionName")).drop();
        database.createCollection(text(data, "collectionName"));
        List<BsonDocument> documents =
                data.getArray("documents").stream().map(BsonValue::asDocument).toList();
        if (!documents.isEmpty()) {
            database.getCollection(text(data, "collectionName"), BsonDocument.class)
                    .insertMany(documents);
        }
    }

    private static String text(BsonDocument document, String name) {
        return document.getString(name).getValue();
    }

    private void create(BsonDocument entity) {
        BsonDocument description = entity.getDocument(entity.getFirstKey());
        String id = text(description, "id");
        switch (entity.getFirstKey()) {
            case "client" -> clients.put(id, client(id, description));
            case "database" ->
                databases.put(
                        id, clients.get(text(description, "client")).getDatabase(text(description, "databaseName")));
            case "collection" ->
                collections.put(
                        id,
                        databases
                                .get(text(description, "database"))
                                .getCollection(text(description, "collectionName"), BsonDocument.class));
            default -> fail("The runner lacks the entity " + entity.getFirstKey());
        }
    }

    private MongoClient client(String id, BsonDocument description) {
        List<Started> events = new CopyOnWriteArrayList<>();
        started.put(id, events);
        BsonArray ignored = description.getArray("ignoreCommandMonitoringEvents", new BsonArray());
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .codecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromProviders(new BsonValueCodecProvider()),
                        MongoClientSettings.getDefaultCodecRegistry()))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        boolean quiet = List.of("configureFailPoint", "hello", "isMaster")
                                .contains(event.getCommandName());
                        if (!quiet && !ignored.contains(new BsonString(event.getCommandName()))) {
                            events.add(new Started(
                                    event.getCommandName(),
                                    event.getDatabaseName(),
                                    event.getCommand().clone()));
                        }
                    }
                })
                .build());
    }

    private void runAndCheck(BsonDocument operation) {
        BsonValue result;
        try {
            result = run(operation);
        } catch (MongoException e) {
            if (!operation.containsKey("expectError")) {
                throw e;
            }
            checkError(operation.getDocument("expectError"), e);
            return;
        }
        assertThat(operation.containsKey("expectError"))
                .as("an error is expected of " + operation)
                .isFalse();
        if (operation.containsKey("expectResult")) {
            new SpecificationMatch(results).check(text(operation, "name"), operation.get("expectResult"), result, true);
        }
    }

    private static void checkError(BsonDocument expected, MongoException error) {
        expected.forEach((name, value) -> {
            switch (name) {
                case "errorCode" ->
                    assertThat(error.getCode()).isEqualTo(value.asNumber().intValue());
                case "errorCodeName" ->
                    assertThat(((MongoCommandException) error).getErrorCodeName())
                            .isEqualTo(value.asString().getValue());
                case "errorLabelsContain" ->
                    value.asArray()
                            .forEach(label -> assertThat(
                                            error.hasErrorLabel(label.asString().getValue()))
                                    .as("label " + label)
                                    .isTrue());
                case "errorLabelsOmit" ->
                    value.asArray()
                            .forEach(label -> assertThat(
                                            error.hasErrorLabel(label.asString().getValue()))
                                    .as("label " + label)
                                    .isFalse());
                case "isError", "isClientError" -> assertThat(error).isNotNull();
                default -> fail("The runner lacks expectError." + name);
            }
        });
    }

    private BsonValue run(BsonDocument operation) {
        String object = text(operation, "object");
        BsonDocument arguments = operation.getDocument("arguments", new BsonDocument());
        if (text(operation, "name").equals("createChangeStream")) {
            MongoCursor<BsonDocument> cursor = watch(object, arguments).cursor();
            if (operation.containsKey("saveResultAsEntity")) {
                cursors.put(text(operation, "saveResultAsEntity"), cursor);
            }
            return BsonNull.VALUE;
        }
        if (collections.containsKey(object)) {
            return onCollection(collections.get(object), text(operation, "name"), arguments);
        }
        return switch (text(operation, "name")) {
            case "failPoint" ->
                internal.getDatabase("admin").runCommand(arguments.getDocument("failPoint"), BsonDocument.class);
            case "iterateUntilDocumentOrError" -> cursors.get(object).next();
            case "runCommand" -> databases.get(object).runCommand(arguments.getDocument("command"), BsonDocument.class);
            case "dropCollection" -> {
                databases
                        .get(object)
                        .getCollection(text(arguments, "collection"))
                        .drop();
                yield BsonNull.VALUE;
            }
            case "createCollection" -> createCollection(databases.get(object), arguments);
            default -> fail("The runner lacks the operation " + operation);
        };
    }

    private static BsonValue createCollection(MongoDatabase database, BsonDocument arguments) {
        if (arguments.containsKey("viewOn")) {
            database.createView(text(arguments, "collection"), text(arguments, "viewOn"), List.of());
        } else {
            database.createCollection(text(arguments, "collection"), new CreateCollectionOptions());
        }
        return BsonNull.VALUE;
    }

    private MongoIterable<BsonDocument> watch(String object, BsonDocument arguments) {
        List<BsonDocument> pipeline = arguments.getArray("pipeline").stream()
                .map(BsonValue::asDocument)
                .toList();
        ChangeStreamIterable<?> stream = clients.containsKey(object)
                ? clients.get(object).watch(pipeline)
                : databases.containsKey(object)
                        ? databases.get(object).watch(pipeline)
                        : collections.get(object).watch(pipeline);
        arguments.forEach((name, value) -> {
            switch (name) {
                case "batchSize" -> stream.batchSize(value.asNumber().intValue());
                case "comment" -> stream.comment(value);
                case "fullDocument" ->
                    stream.fullDocument(FullDocument.fromString(value.asString().getValue()));
                case "fullDocumentBeforeChange" ->
                    stream.fullDocumentBeforeChange(
                            FullDocumentBeforeChange.fromString(value.asString().getValue()));
                case "showExpandedEvents" ->
                    stream.showExpandedEvents(value.asBoolean().getValue());
                case "pipeline" -> {}
                default -> fail("The runner lacks the argument " + name);
            }
        });
        return stream.withDocumentClass(BsonDocument.class);
    }

    private static BsonValue onCollection(
            MongoCollection<BsonDocument> collection, String name, BsonDocument arguments) {
        switch (name) {
            case "insertOne" -> collection.insertOne(arguments.getDocument("document"));
            case "updateOne" -> {
                if (arguments.isArray("update")) {
                    collection.updateOne(
                            arguments.getDocument("filter"),
                            arguments.getArray("update").stream()
                                    .map(BsonValue::asDocument)
                                    .toList());
                } else {
                    collection.updateOne(arguments.getDocument("filter"), arguments.getDocument("update"));
                }
            }
            case "replaceOne" ->
                collection.replaceOne(arguments.getDocument("filter"), arguments.getDocument("replacement"));
            case "deleteOne" -> collection.deleteOne(arguments.getDocument("filter"));
            case "createIndex" ->
                collection.createIndex(arguments.getDocument("keys"), new IndexOptions().name(text(arguments, "name")));
            case "dropIndex" -> collection.dropIndex(text(arguments, "name"));
            case "rename" ->
                collection.renameCollection(
                        new MongoNamespace(collection.getNamespace().getDatabaseName(), text(arguments, "to")),
                        new RenameCollectionOptions()
                                .dropTarget(arguments
                                        .getBoolean("dropTarget", BsonBoolean.FALSE)
                                        .getValue()));
            default -> fail("The runner lacks the collection's operation " + name);
        }
        return BsonNull.VALUE;
    }

    private void checkEvents(BsonDocument expected) {
        List<Started> events = started.get(text(expected, "client"));
        BsonArray wanted = expected.getArray("events");
        boolean ignoresMore =
                expected.getBoolean("ignoreExtraEvents", BsonBoolean.FALSE).getValue();
        assertThat(events.size()).as("commands %s", names(events)).isGreaterThanOrEqualTo(wanted.size());
        if (!ignoresMore) {
            assertThat(names(events)).hasSize(wanted.size());
        }
        for (int i = 0; i < wanted.size(); i++) {
            BsonDocument event = wanted.get(i).asDocument().getDocument("commandStartedEvent");
            Started actual = events.get(i);
            if (event.containsKey("command")) {
                new SpecificationMatch(results).check("event " + i, event.get("command"), actual.command(), true);
            }
            if (event.containsKey("databaseName")) {
                assertThat(actual.database()).isEqualTo(text(event, "databaseName"));
            }
        }
    }

    private static List<String> names(List<Started> events) {
        List<String> names = new ArrayList<>();
        events.forEach(event -> names.add(event.name()));
        return names;
    }

    @Override
    public void close() {
        cursors.values().forEach(MongoCursor::close);
        internal.getDatabase("admin")
                .runCommand(BsonDocument.parse("{configureFailPoint: 'failCommand', mode: 'off'}"));
        clients.values().forEach(MongoClient::close);
        internal.close();
    }
}
