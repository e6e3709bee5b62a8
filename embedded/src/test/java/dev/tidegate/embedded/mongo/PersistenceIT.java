package dev.tidegate.embedded.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays when the server has been stopped, or has died while it wrote. */
class PersistenceIT {
    @TempDir
    private Path directory;

    private <T> T on(Function<MongoDatabase, T> work) {
        try (EmbeddedMongo mongo = EmbeddedMongo.start(0, Optional.of(directory));
                MongoClient client = MongoClients.create(mongo.uri())) {
            return work.apply(client.getDatabase("crm"));
        }
    }

    private static Document listed(MongoDatabase database) {
        return database.listCollections().first();
    }

    @Test
    void keepsDataUuidsOptionsAndIndexes() {
        Document before = on(database -> {
            MongoCollection<Document> accounts = database.getCollection("accounts");
            accounts.createIndex(new Document("email", 1), new IndexOptions().unique(true));
            accounts.insertMany(List.of(new Document("_id", 1).append("email", "a"), new Document("_id", 2)));
            accounts.updateOne(eq("_id", 2), set("n", 1L));
            accounts.deleteOne(eq("_id", 1));
            return listed(database);
        });
        on(database -> {
            MongoCollection<Document> accounts = database.getCollection("accounts");
            assertThat(listed(database)).isEqualTo(before);
            assertThat(accounts.find().into(new ArrayList<>())).containsExactly(new Document("_id", 2).append("n", 1L));
            assertThat(accounts.listIndexes().into(new ArrayList<>())).hasSize(2);
            return null;
        });
    }

    @Test
    void resumesAStreamAfterRestart() {
        BsonDocument token = on(database -> {
            MongoCollection<Document> accounts = database.getCollection("accounts");
            try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                    accounts.watch().cursor()) {
                accounts.insertOne(new Document("_id", 1));
                accounts.insertOne(new Document("_id", 2));
                cursor.next();
                return cursor.getResumeToken();
            }
        });
        on(database -> {
            MongoCollection<Document> accounts = database.getCollection("accounts");
            accounts.insertOne(new Document("_id", 3));
            try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                    accounts.watch().resumeAfter(token).cursor()) {
                assertThat(cursor.next().getFullDocument()).isEqualTo(new Document("_id", 2));
                assertThat(cursor.next().getFullDocument()).isEqualTo(new Document("_id", 3));
            }
            return null;
        });
    }

    @Test
    void cutsOffATornTail() throws IOException {
        on(database -> database.getCollection("accounts").insertOne(new Document("_id", 1)));
        Path journal = directory.resolve("journal.bson");
        byte[] whole = Files.readAllBytes(journal);
        on(database -> database.getCollection("accounts").insertOne(new Document("_id", 2)));
        byte[] both = Files.readAllBytes(journal);
        for (int length = whole.length; length < both.length; length++) {
            Files.write(journal, java.util.Arrays.copyOf(both, length), StandardOpenOption.TRUNCATE_EXISTING);
            List<Document> left =
                    on(database -> database.getCollection("accounts").find().into(new ArrayList<>()));
            assertThat(left).as("cut at %s", length).containsExactly(new Document("_id", 1));
        }
    }

    @Test
    void refusesADirectoryInUse() {
        try (EmbeddedMongo mongo = EmbeddedMongo.start(0, Optional.of(directory))) {
            assertThat(mongo.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedMongo.start(0, Optional.of(directory)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("in use");
        }
    }
}
