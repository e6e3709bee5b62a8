package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.embedded.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongodProcessIT {
    @TempDir
    private Path directory;

    private Path script(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void findsTheNamedBinaryBeforeThePath() throws IOException {
        Path named = script("other", "exit 0");
        Path onPath = script("mongod", "exit 0");
        Map<String, String> path = Map.of("PATH", "/nowhere:" + directory);
        assertThat(MongodProcess.find(path)).contains(onPath);
        assertThat(MongodProcess.find(Map.of("PATH", directory.toString(), MongodProcess.VARIABLE, named.toString())))
                .contains(named);
        assertThat(MongodProcess.find(Map.of("PATH", "/nowhere"))).isEmpty();
        assertThatThrownBy(() -> MongodProcess.find(Map.of(MongodProcess.VARIABLE, "/nowhere/mongod")))
                .hasMessageContaining("cannot be executed");
    }

    @Test
    void namesTheLogWhenTheProcessEnds() throws IOException {
        Path binary = script("mongod", "exit 3");
        Path data = directory.resolve("data");
        assertThatThrownBy(() -> MongodProcess.start(binary, 0, Optional.of(data)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended")
                .hasMessageContaining("mongod.log");
    }

    @Test
    void startsStopsAndStartsAgainOnItsPort() throws IOException {
        Path binary = script("mongod", StandInAsMongod.commandLine());
        Path data = directory.resolve("data");
        int port;
        try (MongodProcess mongod = MongodProcess.start(binary, 0, Optional.of(data));
                MongoClient client = MongoClients.create(mongod.uri())) {
            port = new ServerAddress(
                            new ConnectionString(mongod.uri()).getHosts().get(0))
                    .getPort();
            client.getDatabase("crm").getCollection("accounts").insertOne(new Document("_id", 1));
        }
        try (MongodProcess mongod = MongodProcess.start(binary, port, Optional.of(data));
                MongoClient client = MongoClients.create(mongod.uri())) {
            assertThat(client.getDatabase("crm").getCollection("accounts").countDocuments())
                    .isEqualTo(1);
            assertThatThrownBy(() -> MongodProcess.start(binary, port, Optional.empty()))
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("in use");
        }
    }

    /** Who started it was killed: nobody else knows of it, and it holds the port and the data. */
    @Test
    void endsTheOneThatWasLeftBehindOnItsData() throws IOException {
        Path binary = script("mongod", StandInAsMongod.commandLine());
        Path data = directory.resolve("data");
        int port = FreePort.choose(0, "MongoDB");
        Process leftBehind = leaveBehind(binary, port, data);
        try (MongodProcess mongod = MongodProcess.start(binary, port, Optional.of(data));
                MongoClient client = MongoClients.create(mongod.uri())) {
            assertThat(leftBehind.isAlive()).isFalse();
            assertThat(client.getDatabase("crm").getCollection("accounts").countDocuments())
                    .isZero();
            assertThatThrownBy(() -> MongodProcess.start(binary, 0, Optional.of(data)))
                    .hasMessageContaining("in use by another mongod");
            assertThat(client.getDatabase("crm").getCollection("accounts").countDocuments())
                    .isZero();
        } finally {
            leftBehind.destroyForcibly();
        }
    }

    /** The number of a former mongod is a process's that has nothing to do with it. */
    @Test
    void leavesOtherProcessesAlone() throws IOException {
        Path binary = script("mongod", StandInAsMongod.commandLine());
        Path data = Files.createDirectories(directory.resolve("data"));
        Process other = new ProcessBuilder("sleep", "600").start();
        Files.writeString(data.resolve("mongod.lock"), other.pid() + "\n");
        try (MongodProcess mongod = MongodProcess.start(binary, 0, Optional.of(data))) {
            assertThat(mongod.uri()).contains("127.0.0.1");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    private static Process leaveBehind(Path binary, int port, Path data) throws IOException {
        Process process = new ProcessBuilder(
                        binary.toString(), "--port", String.valueOf(port), "--dbpath", data.toString())
                .inheritIO()
                .start();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(data.resolve("mongod.lock")).exists());
        return process;
    }

    @Test
    @Tag("mongodb")
    void runsARealOne() {
        Optional<Path> binary = MongodProcess.find(System.getenv());
        assumeTrue(binary.isPresent(), "no mongod: neither TIDEGATE_MONGOD nor PATH has one; not run");
        try (MongodProcess mongod = MongodProcess.start(binary.get(), 0, Optional.of(directory));
                MongoClient client = MongoClients.create(mongod.uri())) {
            client.getDatabase("crm").getCollection("accounts").insertOne(new Document("_id", 1));
            assertThat(client.getDatabase("crm").getCollection("accounts").countDocuments())
                    .isEqualTo(1);
        }
    }
}
