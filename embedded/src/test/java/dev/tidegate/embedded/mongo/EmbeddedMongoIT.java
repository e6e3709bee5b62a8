package dev.tidegate.embedded.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The official driver on the stand-in: the everyday operations. */
class EmbeddedMongoIT {
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
    void emptyCollection() {
        accounts = client.getDatabase("crm").getCollection("accounts");
        accounts.drop();
    }

    @Test
    void writesAndReads() {
        accounts.insertMany(List.of(new Document("_id", 1).append("n", 1), new Document("_id", 2).append("n", 5)));
        assertThat(accounts.updateOne(eq("_id", 1), inc("n", 2)).getModifiedCount())
                .isEqualTo(1);
        assertThat(accounts.replaceOne(eq("_id", 2), new Document("x", "y")).getMatchedCount())
                .isEqualTo(1);
        assertThat(accounts.find(eq("_id", 1)).first()).isEqualTo(new Document("_id", 1).append("n", 3));
        assertThat(accounts.find(eq("_id", 2)).first()).isEqualTo(new Document("_id", 2).append("x", "y"));
        assertThat(accounts.deleteOne(eq("_id", 2)).getDeletedCount()).isEqualTo(1);
        assertThat(accounts.countDocuments()).isEqualTo(1);
        assertThat(accounts.estimatedDocumentCount()).isEqualTo(1);
    }

    @Test
    void readsRangesOfIdsInOrderAndInBatches() {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            documents.add(new Document("_id", (i * 7919) % 1000).append("i", i));
        }
        accounts.insertMany(documents);
        List<Integer> ids = accounts.find(gt("_id", 499))
                .sort(Sorts.ascending("_id"))
                .batchSize(33)
                .limit(400)
                .map(document -> document.getInteger("_id"))
                .into(new ArrayList<>());
        assertThat(ids).hasSize(400).isSorted().startsWith(500).endsWith(899);
    }

    @Test
    void tellsChangesInOrderAndResumes() {
        BsonDocument token;
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                accounts.watch().fullDocument(FullDocument.UPDATE_LOOKUP).cursor()) {
            accounts.insertOne(new Document("_id", 1).append("a", 1));
            accounts.updateOne(eq("_id", 1), set("a", 2));
            accounts.deleteOne(eq("_id", 1));
            assertThat(cursor.next().getOperationTypeString()).isEqualTo("insert");
            token = cursor.getResumeToken();
            ChangeStreamDocument<Document> update = cursor.next();
            assertThat(update.getOperationTypeString()).isEqualTo("update");
            assertThat(update.getUpdateDescription().getUpdatedFields().toJson())
                    .isEqualTo("{\"a\": 2}");
            assertThat(update.getFullDocument()).isNull();
            assertThat(cursor.next().getOperationTypeString()).isEqualTo("delete");
        }
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                accounts.watch().resumeAfter(token).cursor()) {
            assertThat(cursor.next().getOperationTypeString()).isEqualTo("update");
            assertThat(cursor.next().getOperationTypeString()).isEqualTo("delete");
            assertThat(cursor.tryNext()).isNull();
        }
    }
}
