package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;

/** An application's database, and what {@code init} makes of it: the file that it wrote, unedited. */
final class InferredApplication {
    private final Addresses addresses;
    private final Path directory;
    private final String database;
    private final String printed;
    private final String written;

    private InferredApplication(Addresses addresses, Path directory, String database) throws IOException {
        this.addresses = addresses;
        this.directory = directory;
        this.database = database;
        Path file = directory.resolve(database + ".yaml");
        this.printed =
                init(addresses, "--database", database, "-o", file.toString()).succeeds();
        this.written = Files.readString(file);
    }

    /** @param fill puts the documents into the empty database */
    static InferredApplication of(Servers servers, Path directory, String database, Consumer<MongoDatabase> fill)
            throws SQLException, IOException {
        Addresses addresses = servers.withTarget(database);
        try (MongoClient client = Servers.client(addresses)) {
            fill.accept(client.getDatabase(database));
        }
        return new InferredApplication(addresses, directory, database);
    }

    record Outcome(int exitCode, String out, String err) {
        String succeeds() {
            assertThat(exitCode).as(err).isEqualTo(ExitCode.DONE);
            return out;
        }
    }

    static Outcome init(Addresses addresses, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = new CommandLine(new InitCommand(Map.of(Addresses.MONGODB, addresses.mongodb())))
                .setOut(writer(out))
                .setErr(writer(err))
                .setExecutionExceptionHandler(new FailureReport())
                .execute(arguments);
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintWriter writer(ByteArrayOutputStream bytes) {
        return new PrintWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8), true);
    }

    Migration migration() {
        return MigrationFile.parse(database, written);
    }

    String written() {
        return written;
    }

    String printed() {
        return printed;
    }

    Addresses addresses() {
        return addresses;
    }

    Path file() {
        return directory.resolve(database + ".yaml");
    }

    Path report() {
        return directory.resolve(database + ".md");
    }

    /** The same file with the servers' addresses, which commands in this process cannot have from the environment. */
    Commands commands() throws IOException {
        Path file = directory.resolve(database + "-here.yaml");
        String source = "source: {database: " + database + "}";
        assertThat(written).contains(source);
        Files.writeString(
                file,
                written.replace(
                        source,
                        "source: {database: " + database + ", uri: '" + addresses.mongodb() + "'}\ntarget: {url: '"
                                + addresses.postgres() + "'}\nkafka: {partitions: 1, bootstrap_servers: '"
                                + addresses.kafka() + "'}"));
        return new Commands(file);
    }
}
