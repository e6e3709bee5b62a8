package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private static long bytes(MongoClient client) {
        Document stats = client.getDatabase("local").runCommand(new Document("collStats", "oplog.rs"));
        return stats.get("size", Number.class).longValue();
    }

    @Test
    void keepsOfAnUpdateWhatItChanged() {
        try (EmbeddedMongo mongo = EmbeddedMongo.start(0, Optional.empty());
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
            orders.insertOne(new Document("_id", 1)
                    .append("large", "x".repeat(4 << 20))
                    .append("lines", List.of(1, 2, new Document("n", 1))));
            long before = bytes(client);
            for (int i = 0; i < 20; i++) {
                orders.updateOne(new Document("_id", 1), new Document("$inc", new Document("lines.2.n", 1)));
            }
            assertThat(bytes(client) - before).isLessThan(20_000);
            Document last = client.getDatabase("local")
                    .getCollection("oplog.rs")
                    .find()
                    .sort(new Document("$natural", -1))
                    .first();
            assertThat(last.get("o", Document.class).toJson())
                    .isEqualTo("{\"$v\": 2, \"diff\": {\"slines\": {\"s2\": {\"u\": {\"n\": 21}}}}}");
        }
    }

    @Test
    void isReadFromTheJournalBeyondWhatFitsIntoTheHeap(@TempDir Path directory) {
        long room = Runtime.getRuntime().maxMemory() / 8;
        int size = 8 << 20;
        int changes = (int) (room / size / 2) + 4;
        BsonDocument token;
        try (EmbeddedMongo mongo = EmbeddedMongo.start(0, Optional.of(directory));
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
            try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                    orders.watch().cursor()) {
                assertThat(cursor.tryNext()).isNull();
                token = cursor.getResumeToken();
            }
            orders.insertOne(new Document("_id", 1));
            for (int i = 0; i < changes; i++) {
                String text = (char) ('a' + i % 26) + "x".repeat(size);
                orders.replaceOne(new Document("_id", 1), new Document("i", i).append("large", text));
            }
            assertAllFollow(orders, token, changes);
        }
        try (EmbeddedMongo mongo = EmbeddedMongo.start(0, Optional.of(directory));
                MongoClient client = MongoClients.create(mongo.uri())) {
            assertAllFollow(client.getDatabase("shop").getCollection("orders"), token, changes);
        }
    }

    private static void assertAllFollow(MongoCollection<Document> orders, BsonDocument token, int changes) {
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                orders.watch().resumeAfter(token).cursor()) {
            assertThat(cursor.next().getOperationTypeString()).isEqualTo("insert");
            for (int i = 0; i < changes; i++) {
                Document document = cursor.next().getFullDocument();
                assertThat(document.getInteger("i")).isEqualTo(i);
                assertThat(document.getString("large").charAt(0)).isEqualTo((char) ('a' + i % 26));
            }
        }
    }

    @Test
    void holdsNoMoreThanItsSize(@TempDir Path directory) {
        for (Optional<Path> data : List.of(Optional.<Path>empty(), Optional.of(directory))) {
            try (EmbeddedMongo mongo = EmbeddedMongo.start(0, data, OplogSize.ofBytes(100_000));
                    MongoClient client = MongoClients.create(mongo.uri())) {
                MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
                BsonDocument token;
                try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                        orders.watch().cursor()) {
                    assertThat(cursor.tryNext()).isNull();
                    token = cursor.getResumeToken();
                }
                for (int i = 0; i < 5; i++) {
                    orders.insertOne(new Document("_id", i).append("text", "x".repeat(30_000)));
                }
                assertThat(bytes(client)).isBetween(60_000L, 100_000L);
                assertThatThrownBy(() -> orders.watch().resumeAfter(token).cursor())
                        .hasMessageContaining("ChangeStreamHistoryLost");
            }
        }
    }
}
