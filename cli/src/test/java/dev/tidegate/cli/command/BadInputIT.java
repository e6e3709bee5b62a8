package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a user gets to read, and the exit code, when something is wrong before anything has started. */
@Tag("mongodb")
class BadInputIT {
    private static final Addresses NONE = new Addresses(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Addresses NOBODY_THERE = new Addresses(
            Optional.of("mongodb://tester:geheim@127.0.0.1:1/?replicaSet=rs0"),
            Optional.of("127.0.0.1:1"),
            Optional.of("postgresql://tester:geheim@127.0.0.1:1/shop"));

    @RegisterExtension
    static final Servers servers = new Servers();

    @TempDir
    Path directory;

    @Test
    void namesEveryMissingAddressAtOnce() throws IOException {
        for (String command : new String[] {"run", "status"}) {
            String output = TidegateProcess.output(ExitCode.USAGE, NONE, command, "-f", file("missing"));
            assertThat(output)
                    .contains("MONGODB_URI (or source.uri in the migration file)")
                    .contains("KAFKA_BOOTSTRAP_SERVERS (or kafka.bootstrap_servers")
                    .contains("POSTGRES_URL (or target.url");
        }
        assertThat(TidegateProcess.output(ExitCode.USAGE, NONE, "run", "-f", file("missing"), "--stages", "transform"))
                .contains("KAFKA_BOOTSTRAP_SERVERS")
                .doesNotContain("POSTGRES_URL");
    }

    @Test
    void namesEveryServerThatCannotBeReachedWithItsAddressAndTheTime() throws IOException {
        assertThat(TidegateProcess.output(ExitCode.COULD_NOT_RUN, NOBODY_THERE, "run", "-f", file("unreachable")))
                .contains("nothing was started")
                .contains("cannot reach MongoDB at mongodb://tester:***@127.0.0.1:1/")
                .contains("cannot reach Kafka at 127.0.0.1:1 (waited up to 10 s)")
                .contains("cannot reach PostgreSQL at postgresql://tester:***@127.0.0.1:1/shop")
                .doesNotContain("geheim");
    }

    @Test
    void refusesAnAddressOfAnotherForm() throws IOException {
        Addresses wrong = new Addresses(
                Optional.of("mysql://127.0.0.1"), Optional.of("127.0.0.1:1"), Optional.of("postgres at home"));
        assertThat(TidegateProcess.output(ExitCode.USAGE, wrong, "run", "-f", file("form"), "--stages", "source"))
                .contains("MONGODB_URI is no MongoDB connection string");
        assertThat(TidegateProcess.output(
                        ExitCode.USAGE,
                        new Addresses(Optional.empty(), NOBODY_THERE.kafkaBootstrapServers(), wrong.postgresUrl()),
                        "run",
                        "-f",
                        file("form"),
                        "--stages",
                        "sink"))
                .contains("POSTGRES_URL");
    }

    @Test
    void tellsABrokenFileLineByLineAndStartsNothing() throws IOException {
        Path broken = Files.writeString(
                directory.resolve("broken.yaml"),
                "migration: broken\nsource: {database: d}\ncollections:\n  a:\n    columns: {x: txt}\n  b:\n    tabel: b\n");
        assertThat(TidegateProcess.output(ExitCode.USAGE, NOBODY_THERE, "run", "-f", broken.toString()))
                .contains("broken.yaml:5:")
                .contains("broken.yaml:7:")
                .contains("nothing was started");
    }

    @Test
    void refusesAStageThatThereIsNot() throws IOException {
        assertThat(TidegateProcess.output(ExitCode.USAGE, NONE, "run", "-f", file("stages"), "--stages", "source,sunk"))
                .contains("sunk");
    }

    @Test
    void namesEachDifferenceOfATargetThatIsThereAlready() throws Exception {
        Addresses addresses = servers.withTarget("unfit");
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA \"Shop data\"");
            statement.execute("CREATE TABLE \"Shop data\".customers (customer_id uuid PRIMARY KEY, full_name integer)");
        }
        assertThat(TidegateProcess.output(ExitCode.COULD_NOT_RUN, addresses, "run", "-f", file("unfit")))
                .contains("stage sink stopped: the target does not fit the migration file")
                .contains("customers")
                .contains("credit");
    }

    private String file(String name) throws IOException {
        return Shop.migrationFile(directory, name).toString();
    }

    /** All that the command printed, once it has ended with the exit code. */
}
