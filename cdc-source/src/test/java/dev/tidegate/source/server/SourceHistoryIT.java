package dev.tidegate.source.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.tidegate.embedded.mongo.EmbeddedMongo;
import dev.tidegate.events.source.SnapshotStart;
import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.source.position.ClusterTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether what was read is taken for this MongoDB's history: a false alarm would stop a healthy source for good. */
class SourceHistoryIT {
    private static final String DATABASE = "history";

    private EmbeddedMongo mongo;
    private MongoClient client;
    private MongoCollection<Document> people;

    @BeforeEach
    void start() {
        mongo = EmbeddedMongo.start();
        client = MongoClients.create(mongo.uri());
        people = client.getDatabase(DATABASE).getCollection("people");
    }

    @AfterEach
    void stop() {
        client.close();
        mongo.close();
    }

    @Test
    void beginsAtAnEntryThoughTheLastWriteIsNone() {
        people.insertOne(new Document());
        SourcePosition entry = Hello.ask(client).majorityWrite();
        mongo.loseWrite();
        SourcePosition lastWrite = Hello.ask(client).majorityWrite();
        SourcePosition beginning = SourceHistory.beginning(client);
        people.insertOne(new Document());
        assertThat(lastWrite).isGreaterThan(entry);
        assertThat(beginning).isEqualTo(entry);
        assertThat(difference(state(beginning))).isEmpty();
    }

    /** Events, and tokens between them: in silence, while others write, after transactions and grouped writes. */
    @Test
    void everyTokenOfAStreamIsOfItsHistory() {
        SourcePosition beginning = SourceHistory.beginning(client);
        List<BsonDocument> tokens = new ArrayList<>();
        MongoCollection<Document> others = client.getDatabase("another").getCollection("others");
        others.insertOne(new Document());
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                people.watch().startAtOperationTime(ClusterTime.of(beginning)).cursor()) {
            drain(cursor, tokens);
            people.insertMany(List.of(new Document(), new Document(), new Document()));
            drain(cursor, tokens);
            inTransaction(session -> {
                people.insertOne(session, new Document());
                others.insertOne(session, new Document());
                people.insertOne(session, new Document());
            });
            drain(cursor, tokens);
            others.insertOne(new Document());
            mongo.loseWrite();
            drain(cursor, tokens);
            people.deleteMany(new Document());
            drain(cursor, tokens);
        }
        assertThat(tokens).hasSizeGreaterThan(15);
        for (BsonDocument token : tokens) {
            assertThat(difference(state(beginning, token))).as(token::toJson).isEmpty();
        }
    }

    @Test
    void namesATimeAtWhichNothingWasWritten() {
        people.insertOne(new Document());
        mongo.loseWrite();
        SourcePosition lost = Hello.ask(client).lastWrite();
        people.insertOne(new Document());
        assertThat(difference(state(lost)).orElseThrow().message()).contains("it has no write then");
    }

    @Test
    void namesATimeThatIsAhead() {
        assertThat(difference(state(ahead())).orElseThrow().message()).contains("its last write is before it");
    }

    /** A secondary that somebody names alone may be behind what another member has given. */
    @Test
    void doesNotJudgeByASecondary() {
        SourceState ahead = state(ahead());
        mongo.stepDown(java.time.Duration.ofMinutes(1));
        try (MongoClient secondary = MongoClients.create(mongo.uri() + "&directConnection=true")) {
            assertThat(SourceHistory.difference(secondary, DATABASE, ahead, 0)).isEmpty();
        }
    }

    /** As when a former primary has not noticed yet that it is none: a linearizable read does not come to an end there. */
    @Test
    void doesNotJudgeByAPrimaryThatNoMajorityConfirms() {
        fail("find", 50);
        assertThatThrownBy(() -> difference(state(ahead())))
                .isInstanceOfSatisfying(
                        MongoException.class, e -> assertThat(e.getCode()).isEqualTo(50));
    }

    @Test
    void goesOnWhereTheOplogMayNotBeRead() {
        people.insertOne(new Document());
        mongo.loseWrite();
        SourcePosition lost = Hello.ask(client).lastWrite();
        people.insertOne(new Document());
        fail("find", 13);
        assertThat(difference(state(lost))).isEmpty();
        assertThat(SourceHistory.beginning(client)).isEqualTo(Hello.ask(client).majorityWrite());
    }

    @Test
    void doesNotTakeAStepDownForMissingRights() {
        fail("find", 11602);
        assertThatThrownBy(() -> difference(state(SourceHistory.beginning(client))))
                .isInstanceOf(MongoException.class);
    }

    private Optional<SourceHealth> difference(SourceState state) {
        return SourceHistory.difference(client, DATABASE, state, 0);
    }

    private SourcePosition ahead() {
        return ClusterTime.position(Hello.ask(client).lastWrite().value() + 1);
    }

    private void fail(String command, int code) {
        client.getDatabase("admin")
                .runCommand(
                        Document.parse("{configureFailPoint: 'failCommand', mode: 'alwaysOn', data: {failCommands: ['"
                                + command + "'], errorCode: " + code + "}}"));
    }

    private void inTransaction(java.util.function.Consumer<ClientSession> work) {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            work.accept(session);
            session.commitTransaction();
        }
    }

    private static void drain(
            MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor, List<BsonDocument> tokens) {
        ChangeStreamDocument<Document> event;
        do {
            event = cursor.tryNext();
            tokens.add(event == null ? cursor.getResumeToken() : event.getResumeToken());
        } while (event != null);
        tokens.add(cursor.getResumeToken());
    }

    private static SourceState state(SourcePosition beginning, BsonDocument... tokens) {
        Map<String, String> offsets =
                tokens.length == 0 ? Map.of() : Map.of("key", new Document("resume_token", base64(tokens[0])).toJson());
        return new SourceState(
                Optional.empty(),
                Optional.of(new SnapshotStart("run", beginning, 0)),
                Map.of(),
                List.of(),
                Optional.empty(),
                SourceHealth.OK,
                offsets,
                0,
                Optional.empty());
    }

    private static String base64(BsonDocument token) {
        RawBsonDocument raw = new RawBsonDocument(token, new BsonDocumentCodec());
        byte[] bytes = new byte[raw.getByteBuffer().remaining()];
        raw.getByteBuffer().asNIO().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
