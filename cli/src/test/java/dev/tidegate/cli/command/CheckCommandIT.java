package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user types it: output and exit code. */
@Tag("mongodb")
class CheckCommandIT {

    @RegisterExtension
    static final Servers servers = new Servers();

    @TempDir
    Path directory;

    @Test
    void saysReadyOfServersAndDocumentsThatAre() throws Exception {
        Path file = Shop.migrationFile(directory, "checked");
        Addresses addresses = servers.withTarget("checked");
        try (MongoClient client = servers.client()) {
            new Shop(client.getDatabase("checked"), 1).load(100);
        }
        assertThat(check(ExitCode.DONE, addresses, "-f", file.toString()))
                .contains("WARNING dead-letter")
                .contains("checked: 5 of 315 documents WOULD BE DEAD LETTERS; but for them READY. 0 blocking, ")
                .contains("nothing was changed.");
        assertThat(check(ExitCode.DONE, addresses, "-f", file.toString(), "--json", "--sample", "3", "--seed", "5"))
                .contains("\"ready\" : true")
                .contains("\"sample\" : 3")
                .contains("\"seed\" : 5");
    }

    @Test
    void namesWhatAStartWouldRefuse() throws Exception {
        Path file = Shop.migrationFile(directory, "refused");
        Addresses addresses = servers.withTarget("refused");
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA \"Shop data\"; CREATE TABLE \"Shop data\".customers (customer_id text)");
            statement.execute("INSERT INTO \"Shop data\".customers VALUES ('1')");
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses.kafka()))) {
            admin.createTopics(List.of(new NewTopic("refused.raw.kunden", 7, (short) 1)))
                    .all()
                    .get();
        }
        assertThat(check(ExitCode.DIFFERENCES, addresses, "-f", file.toString()))
                .contains("BLOCKING target-differs")
                .contains("column customer_id is text, the migration file declares uuid")
                .contains("BLOCKING target-rows")
                .contains("BLOCKING kafka-topic-unfit")
                .contains("refused.raw.kunden has 7 partitions")
                .contains("refused: NOT READY.");
    }

    @Test
    void saysWhatIsWrongWithItsOptions() throws Exception {
        Path file = Shop.migrationFile(directory, "options");
        Addresses none = new Addresses(Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(check(ExitCode.USAGE, none)).contains("Missing required option: '--file=FILE'");
        assertThat(check(ExitCode.USAGE, none, "-f", file.toString())).contains("no address given for:");
        assertThat(check(ExitCode.USAGE, servers.withTarget("options"), "-f", file.toString(), "--sample", "0"))
                .contains("--sample takes a number");
    }

    @Test
    void runsQueriesOfAFile() throws Exception {
        Addresses addresses = servers.withTarget("queried");
        Path queries = Files.writeString(directory.resolve("queries.yaml"), """
                queries:
                  - {name: quick, sql: SELECT 1}
                  - {name: wrong, sql: SELECT * FROM nowhere}
                """);
        assertThat(check(ExitCode.DIFFERENCES, addresses, "--queries", queries.toString()))
                .containsPattern("quick +\\d+\\.\\d ms")
                .contains("BLOCKING query-failed")
                .contains("2 queries, 1 miss");
        Path broken = Files.writeString(directory.resolve("broken.yaml"), "queries: 1");
        assertThat(check(ExitCode.USAGE, addresses, "--queries", broken.toString()))
                .contains("cannot be used");
    }

    private static String check(int exitCode, Addresses addresses, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "check";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return TidegateProcess.output(exitCode, addresses, all);
    }
}
