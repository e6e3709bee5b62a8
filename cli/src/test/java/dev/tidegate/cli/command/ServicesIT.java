package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.embedded.FreePort;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesIT {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofSeconds(60);

    /** The JVM's own, before the command could ask to be told. */
    private static final int SIGTERM_BEFORE_MAIN = 143;

    @TempDir
    Path directory;

    @Test
    void servesOnTheGivenPortsUntilItIsAskedToEnd() throws Exception {
        int mongo = FreePort.choose(0, "MongoDB");
        int kafka = FreePort.choose(0, "Kafka");
        int postgres = FreePort.choose(0, "PostgreSQL");
        String[] ports = {
            "services",
            "--mongo-port",
            String.valueOf(mongo),
            "--kafka-port",
            String.valueOf(kafka),
            "--postgres-port",
            String.valueOf(postgres),
            "--mongo-oplog-size",
            "64"
        };
        try (ChildJvm services = TidegateProcess.start(Map.of(), ports)) {
            Map<String, String> addresses = addresses(services);
            assertThat(addresses.get(Addresses.MONGODB)).contains(":" + mongo);
            assertThat(addresses.get(Addresses.KAFKA)).endsWith(":" + kafka);
            assertThat(addresses.get(Addresses.POSTGRES)).contains(":" + postgres + "/");
            write(addresses);
            assertThat(oplogSize(addresses)).isEqualTo(64L << 20);
            long postmaster = postmaster(addresses);
            assertThat(ProcessHandle.of(postmaster)).isPresent();

            refusesAPortInUse("--mongo-port", mongo);
            refusesAPortInUse("--kafka-port", kafka);
            refusesAPortInUse("--postgres-port", postgres);

            services.terminate();
            assertThat(services.awaitExit(END)).isEqualTo(ExitCode.DONE);
            await().atMost(END)
                    .untilAsserted(
                            () -> assertThat(ProcessHandle.of(postmaster)).isEmpty());
            assertThat(services.output())
                    .as("nothing but the addresses, in this order, then ready")
                    .hasSize(4)
                    .satisfies(lines -> assertThat(lines.get(0)).startsWith("MONGODB_URI=mongodb://"))
                    .satisfies(lines -> assertThat(lines.get(1)).startsWith("KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:"))
                    .satisfies(lines -> assertThat(lines.get(2)).startsWith("POSTGRES_URL=postgresql://"))
                    .satisfies(lines -> assertThat(lines.get(3)).isEqualTo("# ready"));
        }
    }

    @Test
    void keepsTheDataWhereItIsAskedTo() throws Exception {
        String[] command = {"services", "--data", directory.resolve("data").toString()};
        Map<String, String> before;
        try (ChildJvm services = TidegateProcess.start(Map.of(), command)) {
            before = addresses(services);
            write(before);
            services.terminate();
            assertThat(services.awaitExit(END)).isEqualTo(ExitCode.DONE);
        }
        try (ChildJvm services = TidegateProcess.start(Map.of(), command)) {
            Map<String, String> addresses = addresses(services);
            assertThat(addresses)
                    .as("what was written down of the addresses goes on being right")
                    .isEqualTo(before);
            try (MongoClient client = MongoClients.create(addresses.get(Addresses.MONGODB))) {
                assertThat(client.getDatabase("kept").getCollection("kept").find(new Document("_id", 1)))
                        .hasSize(1);
            }
            try (Admin admin = admin(addresses)) {
                assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).contains("kept");
            }
            assertThat(firstColumn(addresses, "SELECT id FROM kept")).isEqualTo("1");
            services.terminate();
            assertThat(services.awaitExit(END)).isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void whatItPrintsCanBeSourced() throws Exception {
        Path printed = directory.resolve("addresses.env");
        try (ChildJvm services = TidegateProcess.start(Map.of(), "services")) {
            addresses(services);
            Files.write(printed, services.output());
            services.terminate();
            assertThat(services.awaitExit(END)).isEqualTo(ExitCode.DONE);
        }
        Process shell = new ProcessBuilder("sh", "-euc", ". ./addresses.env; echo \"$POSTGRES_URL\"")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("postgresql://")
                .hasLineCount(1);
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void anEndThatIsAskedForInTheMiddleOfAStartIsAnEnd() throws Exception {
        for (int milliseconds = 700; milliseconds <= 1900; milliseconds += 600) {
            try (ChildJvm services = TidegateProcess.start(Map.of(), "services")) {
                Thread.sleep(milliseconds);
                services.terminate();
                int exit = services.awaitExit(END);
                assertThat(String.join("\n", services.output()))
                        .as("SIGTERM after %d ms", milliseconds)
                        .doesNotContain("\tat ", "Exception", "does not answer");
                assertThat(exit).isIn(ExitCode.DONE, SIGTERM_BEFORE_MAIN);
            }
        }
    }

    private static void refusesAPortInUse(String option, int port) {
        try (ChildJvm second = TidegateProcess.start(Map.of(), "services", option, String.valueOf(port))) {
            assertThat(second.awaitExit(START)).isEqualTo(ExitCode.COULD_NOT_RUN);
            assertThat(String.join("\n", second.output()))
                    .contains("port " + port)
                    .contains("in use")
                    .doesNotContain("\tat ");
            assertThat(second.output()).doesNotContain("# ready");
        }
    }

    private static Map<String, String> addresses(ChildJvm services) {
        services.awaitLine("# ready"::equals, START);
        return services.output().stream()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static void write(Map<String, String> addresses) throws Exception {
        try (MongoClient client = MongoClients.create(addresses.get(Addresses.MONGODB))) {
            client.getDatabase("kept").getCollection("kept").insertOne(new Document("_id", 1));
        }
        try (Admin admin = admin(addresses)) {
            admin.createTopics(Set.of(new NewTopic("kept", 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
        try (Connection connection = connection(addresses);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 1 AS id");
        }
    }

    private static long oplogSize(Map<String, String> addresses) {
        try (MongoClient client = MongoClients.create(addresses.get(Addresses.MONGODB))) {
            Document stats = client.getDatabase("local").runCommand(new Document("collStats", "oplog.rs"));
            return stats.get("maxSize", Number.class).longValue();
        }
    }

    private static Admin admin(Map<String, String> addresses) {
        return Admin.create(Map.of("bootstrap.servers", addresses.get(Addresses.KAFKA)));
    }

    private static Connection connection(Map<String, String> addresses) throws SQLException {
        return TargetConnection.open(PostgresAddress.parse(addresses.get(Addresses.POSTGRES)));
    }

    private static String firstColumn(Map<String, String> addresses, String sql) throws SQLException {
        try (Connection connection = connection(addresses);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static long postmaster(Map<String, String> addresses) throws SQLException, IOException {
        Path data = Path.of(firstColumn(addresses, "SHOW data_directory"));
        List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
        return Long.parseLong(lines.get(0).strip());
    }
}
