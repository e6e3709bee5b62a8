package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.Tidegate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands of one migration file, given in this process as a user would type them. */
record Commands(Path file) {
    /** @param output what was printed, errors included */
    record Outcome(int exitCode, String output) {}

    Outcome run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-f", file.toString()));
        var bytes = new ByteArrayOutputStream();
        var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = Tidegate.run(all.toArray(String[]::new), stream, stream);
        return new Outcome(code, bytes.toString(StandardCharsets.UTF_8));
    }

    void succeeds(String... words) {
        Outcome outcome = run(words);
        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(ExitCode.DONE);
    }

    /** @param state folder of the transformer's state */
    void runUntilDrained(Path state) {
        succeeds("run", "--until-drained", "--state-dir", state.toString(), "--errors", errors());
    }

    void requireValid() {
        succeeds(
                "validate",
                "--full",
                "--state-dir",
                file.resolveSibling("validation").toString());
    }

    String errors() {
        return file.resolveSibling("errors.log").toString();
    }
}
