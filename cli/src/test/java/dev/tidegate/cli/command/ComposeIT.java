package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.tidegate.cli.command.ComposeFile.Service;
import dev.tidegate.cli.demo.Comparison;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.StatusReader;
import dev.tidegate.source.server.MongoSourceServer;
import dev.tidegate.workload.FirstLoad;
import dev.tidegate.workload.NextCrmGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stack without a container engine: each of its Tidegate services as a process with the service's own command and
 * environment, where host names are those of embedded servers and the container's paths those of a test directory.
 */
@Tag("mongodb")
class ComposeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Path MIGRATIONS = Path.of("..", "migrations");
    private static final String SCHEMA = "TIDEGATE_COMPOSE_SCHEMA";
    private static final int DOCUMENTS = 1_000;

    @TempDir
    Path directory;

    @Test
    void everyServiceSaysWhetherItIsHealthyAndWaitsForThoseThatItNeeds() throws IOException {
        ComposeFile file = ComposeFile.read();
        List<String> names = file.services().stream().map(Service::name).toList();
        assertThat(names).containsExactly("mongodb", "kafka", "postgres", "source", "transform", "sink");
        assertThat(file.services())
                .allSatisfy(service ->
                        assertThat(service.healthcheck()).as(service.name()).isNotEmpty());
        assertThat(file.tidegateServices())
                .hasSize(3)
                .allSatisfy(service -> assertThat(service.dependencies())
                        .as(service.name())
                        .isNotEmpty()
                        .allSatisfy((other, condition) -> {
                            assertThat(names).contains(other);
                            assertThat(condition).isEqualTo("service_healthy");
                        }));
    }

    /** The schema is the Compose specification's and not in this repository. */
    @Test
    @EnabledIfEnvironmentVariable(
            named = SCHEMA,
            matches = ".+",
            disabledReason = "the Compose specification's JSON schema is not at hand: " + SCHEMA + " names its file")
    void isWhatTheComposeSpecificationsSchemaAllows() throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode schemaText =
                (ObjectNode) json.readTree(Path.of(System.getenv(SCHEMA)).toFile());
        schemaText.remove(List.of("$schema", "$id")); // neither is of a form that the validator takes
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schemaText);
        ObjectNode file = json.valueToTree(ComposeFile.read().content());
        assertThat(schema.validate(file)).isEmpty();

        ((ObjectNode) file.path("services").path("sink")).putObject("helthcheck");
        assertThat(schema.validate(file)).as("a key that there is not").isNotEmpty();
    }

    @Test
    void theServicesBecomeHealthyAndMoveDocuments() throws Exception {
        Migration migration = MigrationFile.read(MIGRATIONS.resolve("nextcrm").resolve("migration.yaml"));
        NextCrmGenerator generator = new NextCrmGenerator(1, DOCUMENTS);
        Map<Service, ChildJvm> running = new LinkedHashMap<>();
        try (Servers servers = Servers.start();
                MongoClient client = servers.client()) {
            new FirstLoad(generator, client.getDatabase(migration.source().database())).run();
            Addresses addresses = servers.withTarget("tidegate");
            try (StatusReader reader =
                    new StatusReader(migration, addresses, MongoSourceServer::open, Clock.systemUTC())) {
                for (Service service : ComposeFile.read().tidegateServices()) {
                    running.put(service, start(service, addresses));
                }
                running.forEach((service, process) -> awaitHealthy(service, process));
                await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                    requireAlive(running);
                    assertThat(reader.read()).matches(MigrationStatus::drained);
                });
                assertThat(Comparison.differences(migration, addresses, generator.expectedDeadLetters()))
                        .isEmpty();
            }
            running.values().forEach(ChildJvm::terminate);
            running.forEach((service, process) -> {
                assertThat(process.awaitExit(PATIENCE)).as(service.name()).isEqualTo(ExitCode.DONE);
                assertThat(healthFile(service)).as("is gone after a clean end").doesNotExist();
            });
        } finally {
            running.values().forEach(ChildJvm::close);
        }
    }

    private ChildJvm start(Service service, Addresses addresses) {
        Map<String, String> environment = new LinkedHashMap<>();
        service.environment().forEach((name, value) -> environment.put(name, here(service, value)));
        assertThat(environment)
                .containsKeys(Addresses.MONGODB, Addresses.KAFKA, Addresses.POSTGRES, "TIDEGATE_HEALTH_FILE");
        environment.putAll(TidegateProcess.environment(addresses));
        List<String> command = new ArrayList<>(
                service.command().stream().map(word -> here(service, word)).toList());
        // The container works in /state; this process does in a source folder.
        command.addAll(
                List.of("--errors", directory.resolve("migration-errors.log").toString()));
        return TidegateProcess.start(environment, command.toArray(String[]::new));
    }

    /** The container's paths, here. */
    private String here(Service service, String text) {
        return text.replace("/tmp/tidegate.healthy", healthFile(service).toString())
                .replaceAll("^/migrations/", MIGRATIONS + "/")
                .replaceAll("^/state$", directory.resolve(service.name()).toString());
    }

    private Path healthFile(Service service) {
        return directory.resolve(service.name() + ".healthy");
    }

    /** By the service's own health check. */
    private void awaitHealthy(Service service, ChildJvm process) {
        String check = here(service, String.join(" ", service.healthcheck()));
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            requireAlive(Map.of(service, process));
            Process shell = new ProcessBuilder("sh", "-c", check).inheritIO().start();
            assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(shell.exitValue()).as(check).isZero();
        });
    }

    private static void requireAlive(Map<Service, ChildJvm> running) {
        running.forEach((service, process) -> assertThat(process.isAlive())
                .as(() -> service.name() + " ended:\n" + String.join("\n", process.output()))
                .isTrue());
    }
}
