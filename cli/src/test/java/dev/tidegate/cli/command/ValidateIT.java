package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command as people and scripts use it, on documents that the real pipeline moved. */
@Tag("mongodb")
class ValidateIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Addresses NOBODY_THERE = new Addresses(
            Optional.of("mongodb://127.0.0.1:1/?replicaSet=rs0"),
            Optional.empty(),
            Optional.of("postgresql://tester:geheim@127.0.0.1:1/shop"));

    @TempDir
    private static Path directory;

    @RegisterExtension
    static final Servers servers = new Servers();

    private static Path file;
    private static Addresses addresses;

    @BeforeAll
    static void moveTheShop() throws Exception {
        file = Shop.migrationFile(directory, "validated");
        addresses = servers.withTarget("validated");
        try (MongoClient client = servers.client()) {
            new Shop(client.getDatabase("validated"), 5).load(60);
        }
        Outcome moved = run(
                addresses,
                "run",
                "--until-drained",
                "--errors",
                directory.resolve("errors.log").toString());
        assertThat(moved.exitCode()).as(moved.output()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aFullValidationSaysThatItIsSafeToSwitchAndWritesBothReports() throws Exception {
        Path json = directory.resolve("report.json");
        Path html = directory.resolve("report.html");
        Outcome outcome = run(addresses, "validate", "--full", "--report", json.toString(), "--html", html.toString());
        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.output())
                .contains("validating validated: every record")
                .contains("compared again once the pipeline has passed it")
                .contains("9 of 9 tables pass");
        assertThat(outcome.lastLine()).startsWith("SAFE TO SWITCH if you accept 5 dead letters");
        JsonNode report = new ObjectMapper().readTree(Files.readString(json));
        assertThat(report.at("/overallStatus").asText()).isEqualTo("PASS");
        assertThat(report.at("/summary/matchPercentage").asDouble()).isEqualTo(100);
        assertThat(report.at("/detailedResults")).hasSize(9);
        assertThat(Files.readString(html)).contains("PASS").contains("order_lines");
    }

    @Test
    void aSampleIsDrawnAgainByItsSeedAndClaimsNoProof() {
        Outcome first = run(withoutKafka(), "validate", "--sample", "7");
        assertThat(first.exitCode()).as(first.output()).isEqualTo(ExitCode.DONE);
        assertThat(first.output()).contains("both ends are taken to be at rest");
        assertThat(first.lastLine()).startsWith("NOT PROVEN SAFE TO SWITCH");
        String seed = first.output().replaceAll("(?s).*--seed (\\d+).*", "$1");
        Outcome again = run(withoutKafka(), "validate", "--sample", "7", "--seed", seed);
        assertThat(again.output()).contains("a sample of 7 documents a collection, --seed " + seed);
        assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void namesADamagedRowAndEndsWithOne() throws Exception {
        Path json = directory.resolve("damaged.json");
        execute("ALTER TABLE \"Shop data\".customers ADD COLUMN kept text;"
                + " UPDATE \"Shop data\".customers SET kept = name, name = name || ' ' WHERE customer_id ="
                + " (SELECT min(customer_id::text)::uuid FROM \"Shop data\".customers)");
        try {
            Outcome outcome = run(withoutKafka(), "validate", "--full", "--report", json.toString());
            assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(ExitCode.DIFFERENCES);
            assertThat(outcome.lastLine()).startsWith("NOT SAFE TO SWITCH: 1 difference");
            JsonNode mismatch =
                    new ObjectMapper().readTree(Files.readString(json)).at("/sampleRecordValidation/fieldMismatches/0");
            assertThat(mismatch.at("/table").asText()).isEqualTo("customers");
            assertThat(mismatch.at("/column").asText()).isEqualTo("name");
            assertThat(mismatch.at("/field").asText()).isEqualTo("full_name");
            assertThat(mismatch.at("/id").asText()).matches("[0-9a-f]{24}");
            assertThat(outcome.output()).doesNotContain("Käufer");
        } finally {
            execute("UPDATE \"Shop data\".customers SET name = kept WHERE kept IS NOT NULL;"
                    + " ALTER TABLE \"Shop data\".customers DROP COLUMN kept");
        }
    }

    @Test
    void tellsWhatItCouldNotReachOrResume() {
        Outcome unreachable = run(NOBODY_THERE, "validate", "--full");
        assertThat(unreachable.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(unreachable.output())
                .contains("cannot reach MongoDB")
                .contains("cannot reach PostgreSQL")
                .doesNotContain("geheim")
                .doesNotContain("\tat ");
        Outcome resumed = run(
                withoutKafka(),
                "validate",
                "--full",
                "--resume",
                "--state-dir",
                directory.resolve("nothing").toString());
        assertThat(resumed.exitCode()).as(resumed.output()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(resumed.output()).contains("no validation to resume").doesNotContain("\tat ");
    }

    private static Addresses withoutKafka() {
        return new Addresses(addresses.mongodbUri(), Optional.empty(), addresses.postgresUrl());
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private record Outcome(int exitCode, String output) {
        String lastLine() {
            return output.lines().reduce("", (before, last) -> last);
        }
    }

    private static Outcome run(Addresses of, String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "-f", file.toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--state-dir")) {
            arguments.addAll(List.of("--state-dir", directory.resolve("state").toString()));
        }
        try (ChildJvm child =
                TidegateProcess.start(TidegateProcess.environment(of), arguments.toArray(String[]::new))) {
            int exitCode = child.awaitExit(PATIENCE);
            return new Outcome(exitCode, String.join("\n", child.output()));
        }
    }
}
