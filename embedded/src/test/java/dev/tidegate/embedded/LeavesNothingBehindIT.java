package dev.tidegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.embedded.kafka.EmbeddedKafka;
import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.embedded.process.ChildJvm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeavesNothingBehindIT {
    @TempDir
    Path temporary;

    @Test
    void closingFreesPortsThreadsAndFiles() {
        try (ChildJvm child = startChild("close")) {
            assertThat(child.awaitLine(line -> line.startsWith("left "), Duration.ofSeconds(90)))
                    .isEqualTo("left []");
            // A JVM ends by itself when only daemon threads are left.
            assertThat(child.awaitExit(Duration.ofSeconds(20))).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "terminate", "exit"})
    void aProcessThatEndsTakesItsServersAlong(String end) throws Exception {
        int postgresPort;
        try (ChildJvm child = startChild(end)) {
            String line = child.awaitLine(each -> each.startsWith("ready "), Duration.ofSeconds(90));
            postgresPort = Integer.parseInt(line.substring("ready ".length()));
            assertThat(answers(postgresPort)).isTrue();
            switch (end) {
                case "kill" -> child.kill();
                case "terminate" -> child.terminate();
                default -> assertThat(end).isEqualTo("exit");
            }
            child.awaitExit(Duration.ofSeconds(30));
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(answers(postgresPort)).isFalse();
            assertThat(temporaryFiles(temporary)).isEmpty();
        });
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Set<Path> temporaryFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> path.getFileName().toString().matches("tidegate-(kafka|postgresql)-.*"))
                    .collect(Collectors.toSet());
        }
    }

    private ChildJvm startChild(String end) {
        return ChildJvm.start(
                BothServers.class.getName(),
                List.of(end),
                Map.of(),
                List.of("-Xmx256m", "-Djava.io.tmpdir=" + temporary));
    }

    /** Starts both, says so, and ends as it is asked to. */
    static final class BothServers {
        public static void main(String[] args) throws Exception {
            EmbeddedKafka kafka = EmbeddedKafka.start();
            EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start();
            int kafkaPort = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
            System.out.println("ready " + postgres.port());
            switch (args[0]) {
                case "exit" -> System.exit(0);
                case "close" -> close(kafka, kafkaPort, postgres);
                default -> new CountDownLatch(1).await();
            }
        }

        private static void close(EmbeddedKafka kafka, int kafkaPort, EmbeddedPostgresServer postgres)
                throws IOException {
            kafka.close();
            kafka.close();
            postgres.close();
            postgres.close();
            List<String> left = new ArrayList<>();
            temporaryFiles(Path.of(System.getProperty("java.io.tmpdir"))).forEach(path -> left.add(path.toString()));
            Stream.of(kafkaPort, postgres.port())
                    .filter(LeavesNothingBehindIT::answers)
                    .forEach(port -> left.add("port " + port));
            System.out.println("left " + left);
        }
    }
}
