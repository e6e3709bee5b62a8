package dev.tidegate.embedded.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions, and writes that a driver repeats. */
class TransactionsIT {
    private static EmbeddedMongo mongo;
    private static MongoClient client;
    private MongoCollection<Document> accounts;

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start();
        client = MongoClients.create(mongo.uri());
    }

    @AfterAll
    static void stop() {
        client.close();
        mongo.close();
    }

    @BeforeEach
    void twoAccounts() {
        accounts = client.getDatabase("bank").getCollection("accounts");
        accounts.drop();
        accounts.insertMany(List.of(new Document("_id", 1).append("n", 100), new Document("_id", 2).append("n", 0)));
    }

    private int amount(int id) {
        return accounts.find(eq("_id", id)).first().getInteger("n");
    }

    @Test
    void isSeenByOthersOnlyWhenCommittedAndThenAtOneTime() {
        try (ClientSession session = client.startSession();
                MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                        accounts.watch().cursor()) {
            session.startTransaction();
            accounts.updateOne(session, eq("_id", 1), inc("n", -30));
            accounts.updateOne(session, eq("_id", 2), inc("n", 30));
            accounts.insertOne(session, new Document("_id", 3).append("n", 1));
            assertThat(accounts.find(session, eq("_id", 1)).first().getInteger("n"))
                    .isEqualTo(70);
            assertThat(amount(1)).isEqualTo(100);
            assertThat(accounts.countDocuments()).isEqualTo(2);
            assertThat(cursor.tryNext()).isNull();
            session.commitTransaction();

            assertThat(amount(1)).isEqualTo(70);
            assertThat(amount(2)).isEqualTo(30);
            ChangeStreamDocument<Document> first = cursor.next();
            BsonTimestamp time = first.getClusterTime();
            assertThat(first.getTxnNumber()).isNotNull();
            assertThat(cursor.next().getClusterTime()).isEqualTo(time);
            try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> resumed =
                    accounts.watch().resumeAfter(first.getResumeToken()).cursor()) {
                assertThat(resumed.next().getDocumentKey().getInt32("_id").getValue())
                        .isEqualTo(2);
                assertThat(resumed.next().getDocumentKey().getInt32("_id").getValue())
                        .isEqualTo(3);
            }
        }
    }

    @Test
    void leavesNothingWhenAborted() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            accounts.deleteOne(session, eq("_id", 1));
            accounts.updateOne(session, eq("_id", 2), set("n", 5));
            session.abortTransaction();
        }
        assertThat(amount(1)).isEqualTo(100);
        assertThat(amount(2)).isZero();
    }

    @Test
    void readsAsOfItsStart() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            assertThat(accounts.find(session, eq("_id", 1)).first().getInteger("n"))
                    .isEqualTo(100);
            accounts.updateOne(eq("_id", 1), set("n", 7));
            accounts.insertOne(new Document("_id", 9));
            assertThat(accounts.find(session, eq("_id", 1)).first().getInteger("n"))
                    .isEqualTo(100);
            assertThat(accounts.countDocuments(session)).isEqualTo(2);
            session.commitTransaction();
        }
        assertThat(amount(1)).isEqualTo(7);
    }

    @Test
    void refusesToOverwriteWhatAnotherChanged() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            accounts.find(session).first();
            accounts.updateOne(eq("_id", 1), set("n", 7));
            assertThatThrownBy(() -> accounts.updateOne(session, eq("_id", 1), inc("n", 1)))
                    .isInstanceOfSatisfying(MongoException.class, e -> {
                        assertThat(e.getCode()).isEqualTo(112);
                        assertThat(e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                                .isTrue();
                    });
        }
        assertThat(amount(1)).isEqualTo(7);
    }

    @Test
    void countsRightWhenManyRetryTheirTransactions() {
        List<CompletableFuture<Void>> writers = java.util.stream.IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 10; i++) {
                        moveOne();
                    }
                }))
                .toList();
        writers.forEach(CompletableFuture::join);
        assertThat(amount(1)).isEqualTo(60);
        assertThat(amount(2)).isEqualTo(40);
    }

    private void moveOne() {
        try (ClientSession session = client.startSession()) {
            session.withTransaction(() -> {
                accounts.updateOne(session, eq("_id", 1), inc("n", -1));
                accounts.updateOne(session, eq("_id", 2), inc("n", 1));
                return null;
            });
        }
    }

    @Test
    void refusesACollectionMadeInATransaction() {
        MongoDatabase database = client.getDatabase("bank");
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            assertThatThrownBy(() -> database.getCollection("absent").insertOne(session, new Document()))
                    .isInstanceOfSatisfying(
                            MongoCommandException.class,
                            e -> assertThat(e.getCode()).isEqualTo(263));
        }
        assertThat(database.listCollectionNames()).doesNotContain("absent");
    }

    @Test
    void appliesAWriteOnceWhoseAnswerWasLost() {
        UUID session = UUID.randomUUID();
        BsonDocument update = BsonDocument.parse(
                        "{update: 'accounts', updates: [{q: {_id: 1}, u: {$inc: {n: 1}}}], txnNumber: {$numberLong: '4'}}")
                .append("lsid", new BsonDocument("id", new BsonBinary(session)));
        Document first = RawCommand.send(mongo.port(), "bank", update);
        Document again = RawCommand.send(mongo.port(), "bank", update);
        assertThat(first.getInteger("nModified")).isEqualTo(1);
        assertThat(again.getInteger("nModified")).isEqualTo(1);
        assertThat(amount(1)).isEqualTo(101);
        Document older = RawCommand.send(mongo.port(), "bank", update.append("txnNumber", new BsonInt64(3)));
        assertThat(older.getInteger("code")).isEqualTo(225);
    }

    @Test
    void writesAndReadsContinueAfterAStepDown() {
        mongo.stepDown(Duration.ofMillis(1500));
        accounts.updateOne(eq("_id", 1), inc("n", 1));
        assertThat(amount(1)).isEqualTo(101);
    }

    private Duration timeOfInserts(ClientSession session, int from, int count) {
        long start = System.nanoTime();
        for (int i = from; i < from + count; i++) {
            accounts.insertOne(session, new Document("_id", i));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void costsAWriteTheSameHoweverManyWereBeforeInItsTransaction() {
        try (ClientSession session = client.startSession()) {
            timeOfInserts(session, 100_000, 1000);
            Duration outside = timeOfInserts(session, 200_000, 200);
            session.startTransaction();
            timeOfInserts(session, 1000, 800);
            Duration inside = timeOfInserts(session, 2000, 200);
            session.commitTransaction();
            assertThat(inside).isLessThan(outside.multipliedBy(5).plusMillis(200));
            assertThat(accounts.countDocuments()).isEqualTo(2 + 1000 + 200 + 1000);
        }
    }

    @Test
    void refusesWhatAUniqueIndexDoesNotTakeWhenItCommits() {
        accounts.createIndex(
                new Document("email", 1), new IndexOptions().unique(true).sparse(true));
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            accounts.insertOne(session, new Document("_id", 5).append("email", "a"));
            accounts.insertOne(session, new Document("_id", 6).append("email", "b"));
            accounts.insertOne(new Document("_id", 7).append("email", "b"));
            assertThatThrownBy(session::commitTransaction)
                    .isInstanceOfSatisfying(
                            MongoException.class, e -> assertThat(e.getCode()).isEqualTo(112));
        }
        assertThat(accounts.countDocuments()).isEqualTo(3);
    }

    @Test
    void endsRunningTransactionsWithTheirSessions() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            accounts.updateOne(session, eq("_id", 1), inc("n", 1));
            Document killed = client.getDatabase("admin").runCommand(new Document("killAllSessions", List.of()));
            assertThat(killed.getDouble("ok")).isEqualTo(1.0);
            assertThatThrownBy(session::commitTransaction)
                    .isInstanceOfSatisfying(
                            MongoException.class, e -> assertThat(e.getCode()).isEqualTo(251));
        }
        assertThat(amount(1)).isEqualTo(100);
    }
}
