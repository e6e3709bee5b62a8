package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import java.util.List;
import java.util.Optional;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The oplog as clients read it, by find and by aggregate alike. */
class OplogIT {
    @Test
    void countsTheWritesOfACollectionBehindATime() {
        try (EmbeddedMongo mongo = EmbeddedMongo.start(0, Optional.empty());
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
            for (int i = 0; i < 5; i++) {
                orders.insertOne(new Document("_id", i));
            }
            BsonTimestamp position = lastWrite(client);
            orders.updateMany(new Document(), new Document("$set", new Document("x", 1)));
            orders.deleteOne(new Document("_id", 0));
            client.getDatabase("shop").getCollection("others").insertOne(new Document());

            MongoCollection<Document> oplog = client.getDatabase("local").getCollection("oplog.rs");
            Document ours = new Document("ns", new Document("$in", List.of("shop.orders")))
                    .append("op", new Document("$in", List.of("i", "u", "d")));
            Document behind = new Document(ours).append("ts", new Document("$gt", position));
            assertThat(oplog.countDocuments(behind)).isEqualTo(6);
            assertThat(oplog.countDocuments(behind, new CountOptions().limit(4)))
                    .isEqualTo(4);
            assertThat(oplog.find(behind)).hasSize(6);
            assertThat(oplog.countDocuments(ours)).isEqualTo(11);
            assertThat(oplog.countDocuments(new Document("ts", new Document("$gt", lastWrite(client)))))
                    .isZero();
        }
    }

    private static BsonTimestamp lastWrite(MongoClient client) {
        Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
        return hello.get("lastWrite", Document.class)
                .get("majorityOpTime", Document.class)
                .get("ts", BsonTimestamp.class);
    }
}
