package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The fail points that drivers' tests use, and {@code explain}. */
class FailPointsIT {
    private static EmbeddedMongo mongo;

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start();
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    private static MongoClient client(String options) {
        return MongoClients.create(mongo.uri() + options);
    }

    private static void arm(MongoClient client, String data) {
        client.getDatabase("admin")
                .runCommand(
                        Document.parse("{configureFailPoint: 'failCommand', mode: {times: 1}, data: " + data + "}"));
    }

    @Test
    void meetsOnlyTheClientOfItsName() {
        try (MongoClient other = client("&retryReads=false");
                MongoClient named = client("&appName=meant&retryReads=false")) {
            arm(other, "{failCommands: ['find'], errorCode: 2, appName: 'meant'}");
            assertThat(other.getDatabase("crm").getCollection("a").find()).isEmpty();
            assertThatThrownBy(() ->
                            named.getDatabase("crm").getCollection("a").find().first())
                    .isInstanceOfSatisfying(
                            MongoException.class, e -> assertThat(e.getCode()).isEqualTo(2));
        }
    }

    @Test
    void writesAndTellsOfAWriteConcernThatIsNotMet() {
        try (MongoClient client = client("")) {
            MongoCollection<Document> collection = client.getDatabase("crm").getCollection("b");
            arm(client, "{failCommands: ['insert'], writeConcernError: {code: 100, errmsg: 'no'}}");
            assertThatThrownBy(() -> collection.insertOne(new Document("_id", 1)))
                    .isInstanceOfSatisfying(
                            MongoWriteConcernException.class,
                            e -> assertThat(e.getWriteConcernError().getCode()).isEqualTo(100));
            arm(client, "{failCommands: ['insert'], writeConcernError: {code: 91, errmsg: 'no'}}");
            collection.insertOne(new Document("_id", 2));
            assertThat(collection.countDocuments()).isEqualTo(2);
        }
    }

    @Test
    void explainsAFind() {
        try (MongoClient client = client("")) {
            MongoCollection<Document> collection = client.getDatabase("crm").getCollection("c");
            collection.insertOne(new Document("_id", 1).append("a", 5));
            collection.insertOne(new Document("_id", 2).append("a", 5));
            Document all = collection.find(new Document("a", 5)).explain();
            assertThat(all.getEmbedded(java.util.List.of("queryPlanner", "winningPlan", "stage"), String.class))
                    .isEqualTo("COLLSCAN");
            assertThat(all.getEmbedded(java.util.List.of("executionStats", "nReturned"), Integer.class))
                    .isEqualTo(2);
            Document byId = collection.find(new Document("_id", 1)).explain();
            assertThat(byId.getEmbedded(
                            java.util.List.of("queryPlanner", "winningPlan", "inputStage", "indexName"), String.class))
                    .isEqualTo("_id_");
            assertThat(byId.getEmbedded(java.util.List.of("executionStats", "totalDocsExamined"), Integer.class))
                    .isEqualTo(1);
        }
    }
}
