package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.events.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("mongodb")
class MainIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String MIGRATION = """
            migration: mained
            source:
              database: mained
            target:
              schema: public
            collections:
              people:
                table: people
                columns:
                  name: text
            """;

    @TempDir
    Path directory;

    @Test
    void runsAsProcessAndPausesAtSigterm() throws IOException {
        try (MongoServer mongo = TestMongo.start();
                MongoClient client = MongoClients.create(mongo.uri());
                ChildJvm child = ChildJvm.start(
                        Main.class,
                        List.of("-f", file(MIGRATION).toString()),
                        Map.of("MONGODB_URI", mongo.uri(), "KAFKA_BOOTSTRAP_SERVERS", Servers.kafka()))) {
            child.awaitLine(line -> line.contains("stream begins"), LONG);
            client.getDatabase("mained").getCollection("people").insertOne(new Document("name", "a"));
            RawTopic topic = new RawTopic(Servers.kafka(), new Topics("mained").raw("people"));
            await().atMost(LONG).untilAsserted(() -> assertThat(topic.read()).hasSize(1));
            child.terminate();
            assertThat(child.awaitExit(LONG)).isIn(0, 143);
        }
    }

    @Test
    void saysWhatIsWrongAndEndsWithItsCode() throws IOException {
        assertThat(run(Map.of())).startsWith("2 usage: ");
        assertThat(run(Map.of(), "-f", directory.resolve("none.yaml").toString()))
                .startsWith("2 ");
        assertThat(run(Map.of(), "-f", file("name: 1\n").toString())).startsWith("2 ");
        assertThat(run(Map.of(), "-f", file(MIGRATION).toString())).startsWith("2 MONGODB_URI is not set");
        Map<String, String> nowhere =
                Map.of("MONGODB_URI", "mongodb://127.0.0.1:1", "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        assertThat(run(nowhere, "-f", file(MIGRATION).toString()))
                .startsWith("3 MongoDB at 127.0.0.1:1 cannot be reached");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("migration.yaml"), yaml);
    }

    private static String run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(arguments, environment, new PrintStream(err, true, StandardCharsets.UTF_8));
        return code + " " + err.toString(StandardCharsets.UTF_8);
    }
}
