package dev.tidegate.embedded.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ChangeStreamPreAndPostImagesOptions;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.FullDocumentBeforeChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What change streams report, where they start, and when they end. */
class ChangeStreamIT {
    private static final int OPLOG_ENTRIES = 50;

    private EmbeddedMongo mongo;
    private MongoClient client;
    private MongoDatabase database;
    private MongoCollection<Document> accounts;

    @BeforeEach
    void start() {
        mongo = EmbeddedMongo.start(0, Optional.empty(), OplogSize.ofEntries(OPLOG_ENTRIES));
        client = MongoClients.create(mongo.uri());
        database = client.getDatabase("crm");
        accounts = database.getCollection("accounts");
    }

    @AfterEach
    void stop() {
        client.close();
        mongo.close();
        mongo.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("embedded-mongo-" + mongo.port()));
    }

    private static List<String> operations(ChangeStreamIterable<Document> stream, int count) {
        List<String> operations = new ArrayList<>();
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor = stream.cursor()) {
            while (operations.size() < count) {
                operations.add(cursor.next().getOperationTypeString());
            }
        }
        return operations;
    }

    private BsonTimestamp now() {
        return client.getDatabase("admin")
                .runCommand(new Document("ping", 1))
                .toBsonDocument()
                .getTimestamp("operationTime");
    }

    @Test
    void tellsImagesBeforeAndAfterWhereTheyAreRecorded() {
        database.createCollection(
                "accounts",
                new CreateCollectionOptions()
                        .changeStreamPreAndPostImagesOptions(new ChangeStreamPreAndPostImagesOptions(true)));
        accounts.insertOne(new Document("_id", 1).append("n", 1));
        BsonTimestamp before = now();
        accounts.updateOne(eq("_id", 1), set("n", 2));
        accounts.updateOne(eq("_id", 1), set("n", 3));
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor = accounts.watch()
                .startAtOperationTime(before)
                .fullDocument(FullDocument.REQUIRED)
                .fullDocumentBeforeChange(FullDocumentBeforeChange.REQUIRED)
                .cursor()) {
            cursor.next();
            ChangeStreamDocument<Document> update = cursor.next();
            assertThat(update.getFullDocumentBeforeChange()).isEqualTo(new Document("_id", 1).append("n", 1));
            assertThat(update.getFullDocument()).isEqualTo(new Document("_id", 1).append("n", 2));
            assertThat(update.getWallTime()).isNotNull();
        }
    }

    @Test
    void endsWithAnInvalidationWhenItsCollectionGoes() {
        accounts.insertOne(new Document("_id", 1));
        BsonTimestamp before = now();
        database.drop();
        assertThat(operations(accounts.watch().startAtOperationTime(before), 3))
                .containsExactly("insert", "drop", "invalidate");
        assertThat(operations(database.watch().startAtOperationTime(before), 4))
                .containsExactly("insert", "drop", "dropDatabase", "invalidate");
        assertThat(operations(client.watch().startAtOperationTime(before), 3))
                .containsExactly("insert", "drop", "dropDatabase");
    }

    @Test
    void startsAgainBehindAnInvalidation() {
        accounts.insertOne(new Document("_id", 1));
        BsonDocument invalidation;
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                accounts.watch().cursor()) {
            accounts.renameCollection(new MongoNamespace("crm", "renamed"));
            accounts.insertOne(new Document("_id", 2));
            assertThat(cursor.next().getDestinationNamespace()).isEqualTo(new MongoNamespace("crm", "renamed"));
            ChangeStreamDocument<Document> last = cursor.next();
            assertThat(last.getOperationTypeString()).isEqualTo("invalidate");
            invalidation = last.getResumeToken();
        }
        assertThat(operations(accounts.watch().startAfter(invalidation), 1)).containsExactly("insert");
        assertThatThrownBy(() -> accounts.watch().resumeAfter(invalidation).cursor())
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getCode()).isEqualTo(260));
    }

    @Test
    void refusesToResumeWhereTheOplogHasBeenCut() {
        BsonDocument token;
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                accounts.watch().cursor()) {
            accounts.insertOne(new Document("_id", -1));
            token = cursor.next().getResumeToken();
        }
        for (int i = 0; i < OPLOG_ENTRIES + 1; i++) {
            accounts.insertOne(new Document("_id", i));
        }
        assertThatThrownBy(() -> accounts.watch().resumeAfter(token).cursor())
                .isInstanceOfSatisfying(MongoCommandException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(286);
                    assertThat(e.getErrorCodeName()).isEqualTo("ChangeStreamHistoryLost");
                });
        Document oldest = client.getDatabase("local")
                .getCollection("oplog.rs")
                .find()
                .sort(new Document("$natural", 1))
                .first();
        Document newest = client.getDatabase("local")
                .getCollection("oplog.rs")
                .find()
                .sort(new Document("$natural", -1))
                .first();
        assertThat(newest.get("o", Document.class).getInteger("_id")).isEqualTo(OPLOG_ENTRIES);
        assertThat(oldest.get("o", Document.class).getInteger("_id")).isEqualTo(1);
        assertThat(oldest.get("ts", BsonTimestamp.class)).isLessThan(newest.get("ts", BsonTimestamp.class));
    }

    @Test
    void goesOnFromATokenBetweenEvents() {
        accounts.insertOne(new Document("_id", 1));
        BsonDocument token;
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                accounts.watch().cursor()) {
            database.getCollection("others").insertOne(new Document("_id", 1));
            assertThat(cursor.tryNext()).isNull();
            token = cursor.getResumeToken();
        }
        accounts.insertOne(new Document("_id", 2));
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                accounts.watch().resumeAfter(token).cursor()) {
            assertThat(cursor.next().getFullDocument()).isEqualTo(new Document("_id", 2));
        }
    }

    @Test
    void resumesFromItsFirstTokenWithoutWhatWasBeforeIt() {
        accounts.insertOne(new Document("_id", 1));
        BsonDocument token;
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                accounts.watch().cursor()) {
            assertThat(cursor.tryNext()).isNull();
            token = cursor.getResumeToken();
        }
        accounts.insertOne(new Document("_id", 2));
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                accounts.watch().resumeAfter(token).cursor()) {
            assertThat(cursor.next().getFullDocument()).isEqualTo(new Document("_id", 2));
        }
    }

    @Test
    void passesIdsThatLookLikeFieldsThroughItsPipeline() {
        List<Object> ids = List.of(
                "$operationType",
                new Document("a", "$clusterTime"),
                new Document("x", new Document("$add", List.of(1, 2))));
        List<Document> pipeline = List.of(
                new Document("$match", new Document("operationType", new Document("$in", List.of("delete")))),
                new Document("$addFields", new Document("copy", "$documentKey")),
                new Document(
                        "$replaceRoot",
                        new Document(
                                "newRoot",
                                new Document("_id", "$_id")
                                        .append("operationType", "$operationType")
                                        .append("documentKey", "$copy"))));
        ids.forEach(id -> accounts.insertOne(new Document("_id", id)));
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                accounts.watch(pipeline).cursor()) {
            accounts.deleteMany(new Document());
            for (Object id : ids) {
                BsonDocument expected = new Document("_id", id).toBsonDocument();
                assertThat(cursor.next().getDocumentKey()).isEqualTo(expected);
            }
        }
    }

    @Test
    void tellsAnOutAsARenamingAndKeepsTheIndexesOfTheTarget() {
        MongoCollection<Document> target = database.getCollection("target");
        target.createIndex(new Document("email", 1), new IndexOptions().unique(true));
        target.insertOne(new Document("_id", 7));
        accounts.insertOne(new Document("_id", 1).append("email", "a"));
        BsonTimestamp before = now();
        accounts.aggregate(List.of(new Document("$out", "target"))).toCollection();
        assertThat(operations(target.watch().startAtOperationTime(after(before)), 2))
                .containsExactly("rename", "invalidate");
        assertThat(target.find()).containsExactly(new Document("_id", 1).append("email", "a"));
        assertThatThrownBy(() -> target.insertOne(new Document("email", "a"))).isInstanceOf(MongoWriteException.class);
        accounts.insertOne(new Document("_id", 2).append("email", "a"));
        assertThatThrownBy(() -> accounts.aggregate(List.of(new Document("$out", "target")))
                        .toCollection())
                .isInstanceOf(MongoException.class);
        assertThat(database.listCollectionNames()).containsExactlyInAnyOrder("accounts", "target");
        assertThat(target.countDocuments()).isEqualTo(1);
    }

    private static BsonTimestamp after(BsonTimestamp time) {
        return new BsonTimestamp(time.getValue() + 1);
    }

    @Test
    void tellsAMergeAsUpdatesAndInserts() {
        MongoCollection<Document> target = database.getCollection("target");
        target.insertMany(List.of(
                new Document("_id", 1).append("a", 1).append("b", "$a"), new Document("_id", 3).append("a", 3)));
        accounts.insertMany(List.of(
                new Document("_id", 1).append("a", "$b"),
                new Document("_id", 2).append("a", 2),
                new Document("_id", 3).append("a", 3)));
        BsonTimestamp before = after(now());
        accounts.aggregate(List.of(new Document("$merge", "target"))).toCollection();
        accounts.aggregate(List.of(
                        new Document("$merge", new Document("into", "target").append("whenMatched", "replace"))))
                .toCollection();
        assertThat(operations(target.watch().startAtOperationTime(before), 3))
                .containsExactly("update", "insert", "replace");
        assertThat(target.find(eq("_id", 1))).containsExactly(new Document("_id", 1).append("a", "$b"));
    }

    @Test
    void tellsAnUpdateThatOnlyChangesAType() {
        accounts.insertOne(new Document("_id", 1).append("n", 5).append("o", new Document("m", 0.0)));
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                accounts.watch().cursor()) {
            accounts.updateOne(eq("_id", 1), set("n", 5L));
            accounts.updateOne(eq("_id", 1), set("o.m", -0.0));
            accounts.replaceOne(eq("_id", 1), new Document("n", 5.0).append("o", new Document("m", -0.0)));
            assertThat(cursor.next().getUpdateDescription().getUpdatedFields())
                    .isEqualTo(BsonDocument.parse("{n: {$numberLong: '5'}}"));
            assertThat(cursor.next().getUpdateDescription().getUpdatedFields())
                    .isEqualTo(BsonDocument.parse("{'o.m': -0.0}"));
            assertThat(cursor.next().getOperationTypeString()).isEqualTo("replace");
        }
    }
}
