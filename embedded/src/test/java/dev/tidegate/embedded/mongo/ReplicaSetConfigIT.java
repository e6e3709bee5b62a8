package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which replica set a server says it is, as its configuration and as the document that it keeps. */
class ReplicaSetConfigIT {
    @TempDir
    private Path directory;

    @Test
    void idBelongsToTheData() {
        ObjectId first = idOf(Optional.of(directory.resolve("first")));
        assertThat(idOf(Optional.of(directory.resolve("first")))).isEqualTo(first);
        assertThat(idOf(Optional.of(directory.resolve("second")))).isNotEqualTo(first);
        assertThat(idOf(Optional.empty())).isNotEqualTo(idOf(Optional.empty())).isNotEqualTo(first);
    }

    private static ObjectId idOf(Optional<Path> data) {
        try (EmbeddedMongo mongo = EmbeddedMongo.start(0, data);
                MongoClient client = MongoClients.create(mongo.uri())) {
            Document config = client.getDatabase("admin")
                    .runCommand(new Document("replSetGetConfig", 1))
                    .get("config", Document.class);
            MongoCollection<Document> kept = client.getDatabase("local").getCollection("system.replset");
            assertThat(kept.find()).containsExactly(config);
            assertThat(kept.find(new Document("_id", "another"))).isEmpty();
            return config.get("settings", Document.class).getObjectId("replicaSetId");
        }
    }
}
