package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.infer.Application;
import dev.tidegate.cli.infer.Cinema;
import dev.tidegate.cli.infer.Forum;
import dev.tidegate.cli.infer.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invented applications: the file that {@code init} writes is run as it is, and nothing differs, nothing is a dead letter. */
@Tag("mongodb")
class InitApplicationsIT {
    @TempDir
    static Path directory;

    @RegisterExtension
    static final Servers servers = new Servers();

    static Stream<Application> applications() {
        return Stream.of(Cinema.application(), Forum.application());
    }

    @ParameterizedTest
    @MethodSource("applications")
    void runsAsItWasWrittenWithoutADifference(Application application) throws Exception {
        InferredApplication inferred =
                InferredApplication.of(servers, directory, application.name(), application::fill);
        assertThat(Truth.references(inferred.migration()))
                .containsExactlyInAnyOrderElementsOf(application.references());
        assertThat(Truth.junctions(inferred.migration())).isEqualTo(application.junctions());
        assertThat(Files.readString(inferred.report())).contains("```mermaid", "## Questions");
        Commands commands = inferred.commands();
        commands.succeeds("plan");
        commands.runUntilDrained(directory.resolve(application.name() + "-state"));
        commands.requireValid();
        assertThat(commands.run("errors", "list").output()).contains("no dead letters");
    }

    @Test
    void overwritesNothingUnlessItIsForced() throws Exception {
        InferredApplication inferred =
                InferredApplication.of(servers, directory, "overwritten", Forum.application()::fill);
        String[] again = {"--database", "overwritten", "-o", inferred.file().toString()};
        assertThat(InferredApplication.init(inferred.addresses(), again).exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(InferredApplication.init(inferred.addresses(), again).err()).contains("--force");
        String[] forced = {"--database", "overwritten", "-o", inferred.file().toString(), "--force"};
        InferredApplication.init(inferred.addresses(), forced).succeeds();
        assertThat(inferred.file()).hasContent(inferred.written());
    }

    @Test
    void addsToAFileWhatIsNewAndAsksForTheFile() throws Exception {
        InferredApplication inferred = InferredApplication.of(servers, directory, "updated", Forum.application()::fill);
        String before = inferred.written().replace("      title: text not null  # string 300\n", "");
        Files.writeString(inferred.file(), before);
        String[] update = {"-f", inferred.file().toString(), "--update"};
        InferredApplication.init(inferred.addresses(), update).succeeds();
        assertThat(Files.readString(inferred.file()).lines())
                .containsAll(before.lines().toList())
                .contains("      title: text not null  # string 300");
        assertThat(InferredApplication.init(inferred.addresses(), "--update").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whatAPersonWritesWhileItReadsIsKept() throws Exception {
        InferredApplication inferred = InferredApplication.of(servers, directory, "edited", Forum.application()::fill);
        String[] slow = {"-f", inferred.file().toString(), "--update", "--max-rate", "300"};
        var update = CompletableFuture.supplyAsync(() -> InferredApplication.init(inferred.addresses(), slow));
        Thread.sleep(1000);
        assertThat(update).as("1,508 documents at 300 a second").isNotDone();
        String edited = inferred.written() + "# by hand\n";
        Files.writeString(inferred.file(), edited);
        var outcome = update.get(1, TimeUnit.MINUTES);
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(outcome.err()).contains("has been changed since it was read");
        assertThat(inferred.file()).hasContent(edited);
    }

    @Test
    void saysThatADatabaseHasNothing() throws Exception {
        var outcome = InferredApplication.init(
                servers.withTarget("nobody"),
                "--database",
                "nobody",
                "-o",
                directory.resolve("nobody.yaml").toString());
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("'nobody' has no collection", "case included");
    }
}
