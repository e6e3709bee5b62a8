package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.StatusReader;
import dev.tidegate.source.server.MongoSourceServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The status of a migration whose stages run in other processes. */
@Tag("mongodb")
class StatusIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final Servers servers = new Servers();

    @TempDir
    Path directory;

    private Path file;
    private Addresses addresses;

    @Test
    void followsAMigrationFromBeforeItsStartUntilAllIsDrained() throws Exception {
        file = Shop.migrationFile(directory, "watched");
        addresses = servers.withTarget("watched");
        try (MongoClient client = servers.client()) {
            Shop shop = new Shop(client.getDatabase("watched"), 1);
            shop.load(60);
            JsonNode before = status();
            requireTypes(before);
            assertThat(before.path("phase").asText()).isEqualTo("not_started");
            assertThat(before.path("drained").booleanValue()).isFalse();
            assertThat(before.path("percent").doubleValue()).isZero();
            assertThat(table(before, "customers").path("documents").longValue()).isEqualTo(62);

            try (ChildJvm upstream = run("--stages", "source,transform")) {
                JsonNode waiting = awaitStatus(
                        status -> lag(status, "transform") == 0 && lag(status, "sink") > 0 && live(status), upstream);
                assertThat(waiting.path("drained").booleanValue()).isFalse();
                assertThat(waiting.path("percent").doubleValue()).isLessThan(100);

                try (ChildJvm sink = run("--stages", "sink")) {
                    JsonNode drained =
                            awaitStatus(status -> status.path("drained").booleanValue(), upstream, sink);
                    requireDone(drained);
                    sink.terminate();
                    assertThat(sink.awaitExit(PATIENCE)).isEqualTo(ExitCode.DONE);
                }
                shop.change(50);
                JsonNode stopped =
                        awaitStatus(status -> lag(status, "source") == 0 && lag(status, "transform") == 0, upstream);
                assertThat(stopped.path("drained").booleanValue()).isFalse();
                assertThat(lag(stopped, "sink")).isPositive();
                assertThat(stage(stopped, "sink").path("lagSeconds").doubleValue())
                        .isPositive();

                try (ChildJvm sink = run("--stages", "sink")) {
                    awaitStatus(status -> status.path("drained").booleanValue(), upstream, sink);
                    requireText();
                }
            }
        }
    }

    @Test
    void saysWhatItCannotKnowWhileMongoDbAndPostgresAreAway() throws Exception {
        file = Shop.migrationFile(directory, "away");
        Addresses there = servers.withTarget("away");
        Addresses away = new Addresses(
                Optional.of("mongodb://127.0.0.1:1/?replicaSet=rs0"),
                there.kafkaBootstrapServers(),
                Optional.of("postgresql://tester:geheim@127.0.0.1:1/away"));
        try (StatusReader reader =
                new StatusReader(MigrationFile.read(file), away, MongoSourceServer::open, Clock.systemUTC())) {
            MigrationStatus status = reader.read();
            assertThat(status.drained()).isFalse();
            assertThat(status.percent()).isZero();
            assertThat(status.tables()).isEmpty();
            assertThat(status.warnings())
                    .hasSize(2)
                    .anyMatch(warning -> warning.startsWith("MongoDB does not answer"))
                    .anyMatch(warning -> warning.startsWith("PostgreSQL does not answer"))
                    .noneMatch(warning -> warning.contains("geheim"));
        }
    }

    private static void requireTypes(JsonNode status) {
        assertThat(status.path("drained").isBoolean()).isTrue();
        assertThat(status.path("phase").isTextual()).isTrue();
        assertThat(status.path("stages")).hasSize(3).allSatisfy(stage -> {
            assertThat(stage.path("name").isTextual()).isTrue();
            assertThat(stage.has("lagEvents") && stage.has("lagSeconds")).isTrue();
        });
        assertThat(status.path("tables")).hasSize(9).allSatisfy(table -> {
            assertThat(table.path("table").isTextual()).isTrue();
            assertThat(table.path("rows").isIntegralNumber()).isTrue();
            assertThat(table.path("percent").isNumber()).isTrue();
            assertThat(table.path("done").isBoolean()).isTrue();
        });
        assertThat(status.path("deadLetters").path("total").isIntegralNumber()).isTrue();
        assertThat(status.path("deadLetters").path("byReason").isObject()).isTrue();
    }

    private static void requireDone(JsonNode drained) {
        requireTypes(drained);
        assertThat(drained.path("phase").asText()).isEqualTo("live");
        assertThat(drained.path("percent").doubleValue()).isEqualTo(100);
        assertThat(drained.path("stages"))
                .allSatisfy(
                        stage -> assertThat(stage.path("lagEvents").longValue()).isZero());
        assertThat(drained.path("tables"))
                .allSatisfy(
                        table -> assertThat(table.path("done").booleanValue()).isTrue());
        JsonNode customers = table(drained, "customers");
        assertThat(customers.path("rows").longValue()).isEqualTo(60);
        assertThat(customers.path("deadLetters").longValue()).isEqualTo(2);
        assertThat(drained.path("deadLetters").path("total").longValue()).isEqualTo(5);
        assertThat(drained.path("deadLetters")
                        .path("byReason")
                        .path("required-absent")
                        .longValue())
                .isEqualTo(2);
    }

    private void requireText() {
        try (ChildJvm status = command("status", "-f", file.toString())) {
            assertThat(status.awaitExit(PATIENCE)).isEqualTo(ExitCode.DONE);
            assertThat(String.join("\n", status.output()))
                    .contains("watched: live, 100.0% of ")
                    .contains(" documents, drained")
                    .containsPattern("sink +idle +0 +0\\.0")
                    .containsPattern("customers +entity")
                    .containsPattern("friends +junction")
                    .containsPattern("order_lines +child")
                    .contains("dead letters: 5 ");
        }
    }

    private JsonNode awaitStatus(Predicate<JsonNode> wanted, ChildJvm... running) {
        AtomicReference<JsonNode> last = new AtomicReference<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            assertThat(running)
                    .allSatisfy(process -> assertThat(process.isAlive())
                            .as(() -> String.join("\n", process.output()))
                            .isTrue());
            last.set(status());
            assertThat(wanted.test(last.get())).as(() -> last.get().toString()).isTrue();
        });
        return last.get();
    }

    private JsonNode status() throws Exception {
        try (ChildJvm status = command("status", "-f", file.toString(), "--json")) {
            int exitCode = status.awaitExit(PATIENCE);
            String output = String.join("\n", status.output());
            assertThat(exitCode).as(output).isEqualTo(ExitCode.DONE);
            return JSON.readTree(output);
        }
    }

    private ChildJvm run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", "-f", file.toString()));
        arguments.addAll(List.of("--state-dir", directory.resolve("state").toString()));
        arguments.addAll(List.of("--errors", directory.resolve("errors.log").toString()));
        arguments.addAll(List.of(more));
        return command(arguments.toArray(String[]::new));
    }

    private ChildJvm command(String... arguments) {
        Map<String, String> environment = TidegateProcess.environment(addresses);
        return TidegateProcess.start(environment, arguments);
    }

    private static boolean live(JsonNode status) {
        return status.path("phase").asText().equals("live");
    }

    private static long lag(JsonNode status, String stage) {
        return stage(status, stage).path("lagEvents").asLong(-1);
    }

    private static JsonNode stage(JsonNode status, String name) {
        return one(status.path("stages"), "name", name);
    }

    private static JsonNode table(JsonNode status, String name) {
        return one(status.path("tables"), "table", name);
    }

    private static JsonNode one(JsonNode all, String key, String value) {
        for (JsonNode each : all) {
            if (each.path(key).asText().equals(value)) {
                return each;
            }
        }
        throw new AssertionError("no " + key + " " + value + " in " + all);
    }
}
