package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.cli.Tidegate;
import dev.tidegate.cli.run.RunningStages;
import dev.tidegate.cli.run.Stage;
import dev.tidegate.cli.run.StageWiring;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.pipeline.KafkaPipeline;
import dev.tidegate.source.server.MongoSourceServer;
import dev.tidegate.validator.pipeline.Pipeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The small migration with its stages at work in this process, and commands given as a user would type them. */
final class RunningShop implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path file;
    private final Path directory;
    private final Migration migration;
    private final Addresses addresses;
    private final MongoClient client;
    private final KafkaPipeline pipeline;
    private RunningStages stages;

    record Outcome(int exitCode, String out, String err) {}

    private RunningShop(Path file, Path directory, Addresses addresses, MongoClient client) {
        this.file = file;
        this.directory = directory;
        this.migration = MigrationFile.read(file);
        this.addresses = addresses;
        this.client = client;
        this.pipeline = new KafkaPipeline(migration, addresses, MongoSourceServer::open);
    }

    /** The file has the addresses in it, so that commands find them in this process too. */
    static RunningShop of(Servers servers, String name, Path directory) throws SQLException, IOException {
        Addresses addresses = servers.withTarget(name);
        Path file = Shop.migrationFile(directory, name);
        String text = Files.readString(file)
                .replace("  database: " + name, "  database: " + name + "\n  uri: '" + addresses.mongodb() + "'")
                .replace("  partitions: 2", "  partitions: 2\n  bootstrap_servers: '" + addresses.kafka() + "'")
                .replace("  schema: Shop data", "  schema: Shop data\n  url: '" + addresses.postgres() + "'\n ");
        Files.writeString(file, text);
        return new RunningShop(file, directory, addresses, servers.client());
    }

    /** Another migration: the rest of its file, without its name and servers. */
    static RunningShop withFile(Servers servers, String name, Path directory, String rest)
            throws SQLException, IOException {
        Addresses addresses = servers.withTarget(name);
        String head = "migration: %1$s%nsource: {database: %1$s, uri: '%2$s'}%ntarget: {url: '%3$s'}%n"
                + "kafka: {partitions: 2, bootstrap_servers: '%4$s'}%n";
        Path file = Files.writeString(
                directory.resolve(name + ".yaml"),
                head.formatted(name, addresses.mongodb(), addresses.postgres(), addresses.kafka()) + rest);
        return new RunningShop(file, directory, addresses, servers.client());
    }

    void start() throws IOException {
        StageWiring wiring = StageWiring.of(
                migration, Files.readString(file), addresses, EnumSet.allOf(Stage.class), directory.resolve("state"));
        stages = RunningStages.start(wiring.runners(), () -> {});
    }

    void stop() {
        if (stages != null) {
            stages.close();
            stages = null;
        }
    }

    /** Until all that is in MongoDB now has come to PostgreSQL. */
    void awaitWritten() {
        Pipeline.Fence fence = pipeline.fence();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(stages.failure()).isEmpty();
            assertThat(fence.isPassed()).isTrue();
        });
    }

    Outcome run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("-f");
        all.add(file.toString());
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = Tidegate.run(
                all.toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Every document is its rows, by both commands that compare all. Returns what {@code validate} said. */
    Outcome requireSame() {
        Outcome validated = run("validate", "--full");
        assertThat(validated.exitCode()).as(validated.out() + validated.err()).isEqualTo(ExitCode.DONE);
        Outcome verified = run("verify", "--no-triggers");
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isEqualTo(ExitCode.DONE);
        return validated;
    }

    Migration migration() {
        return migration;
    }

    Addresses addresses() {
        return addresses;
    }

    MongoDatabase source() {
        return client.getDatabase(migration.source().database());
    }

    /** @return rows changed */
    int execute(String sql) throws SQLException {
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()));
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** The first column of each row. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }

    @Override
    public void close() {
        stop();
        pipeline.close();
        client.close();
    }
}
