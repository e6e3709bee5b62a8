package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.command.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TidegateTest {
    private static final Path NEXTCRM = Path.of("..", "migrations", "nextcrm", "migration.yaml");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"0", "9999999", "64 --mongod"})
    void refusesAnOplogSizeThatCannotBeKept(String size) {
        Outcome outcome = run(("services --mongo-oplog-size " + size).split(" "));
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--mongo-oplog-size");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void planPrintsDdlWithoutAnyServer() {
        Outcome outcome = run("plan", "-f", NEXTCRM.toString());
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .containsPattern("CREATE TABLE (IF NOT EXISTS )?\"public\".\"crm_Accounts\"")
                .contains("\"Users_email_key\"");
        assertThat(outcome.err()).contains("warning:");
    }

    @Test
    void aBrokenFileIsReportedWithAllItsLines() throws IOException {
        Path file = directory.resolve("broken.yaml");
        Files.writeString(file, """
                migration: Broken
                source: {database: shop}
                collections:
                  orders:
                    columns:
                      total: nmeric
                      total: text
                    tabel: orders
                """);
        Outcome outcome = run("plan", "-f", file.toString());
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err())
                .contains("broken.yaml:1:")
                .contains("broken.yaml:6:")
                .contains("broken.yaml:7:")
                .contains("broken.yaml:8:");
    }

    @Test
    void aFileThatIsNotThereIsAUsageError() {
        Outcome outcome = run("run", "-f", directory.resolve("none.yaml").toString());
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("none.yaml").contains("no such file");
    }

    @Test
    void aReportThatCannotBeWrittenStopsAValidationBeforeItStarts() {
        Outcome outcome = run(
                "validate",
                "-f",
                NEXTCRM.toString(),
                "--report",
                directory.resolve("none").resolve("report.json").toString());
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("none").contains("no such directory");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void aFullValidationTakesNoSample() {
        assertThat(run("validate", "-f", NEXTCRM.toString(), "--full", "--sample", "5")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("validate", "-f", NEXTCRM.toString(), "--sample", "0").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("validate", "-f", NEXTCRM.toString(), "--resume").err()).contains("--seed");
    }

    @Test
    void noCommandIsAUsageError() {
        assertThat(run().exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("moove").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void optionsOfReferencesThatDoNotGoTogetherAreAUsageError() {
        String file = NEXTCRM.toString();
        assertThat(run("references", "-f", file, "--apply", "--undo", "1").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("references", "-f", file, "--undo", "one").err()).contains("the number of a resolution, or all");
        assertThat(run("references", "-f", file, "--apply", "--json").err()).contains("--yes");
    }

    private record Outcome(int exitCode, String out, String err) {}

    private static Outcome run(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = Tidegate.run(args, print(out), print(err));
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
