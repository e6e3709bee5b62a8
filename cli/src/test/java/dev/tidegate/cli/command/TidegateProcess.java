package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.Tidegate;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.operate.address.Addresses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command as a user would type it, in a process of its own. */
final class TidegateProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private TidegateProcess() {}

    static ChildJvm start(Map<String, String> environment, String... arguments) {
        return ChildJvm.start(
                Tidegate.class.getName(),
                List.of(arguments),
                environment,
                List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
    }

    /**
     * A command of one migration file.
     *
     * @param directory where {@code run} keeps its state and its list of errors
     */
    static ChildJvm start(Addresses addresses, Path file, Path directory, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(1, List.of("-f", file.toString()));
        if (command[0].equals("run")) {
            arguments.addAll(List.of(
                    "--state-dir",
                    directory.resolve("state").toString(),
                    "--errors",
                    directory.resolve("errors.log").toString()));
        }
        return start(environment(addresses), arguments.toArray(String[]::new));
    }

    /** What a command prints that ends by itself; fails when it ends with another exit code, or shows a stack trace. */
    static String output(int exitCode, Addresses addresses, String... arguments) {
        try (ChildJvm command = start(environment(addresses), arguments)) {
            int ended = command.awaitExit(PATIENCE);
            String output = String.join("\n", command.output());
            assertThat(ended).as(output).isEqualTo(exitCode);
            assertThat(output).doesNotContain("\tat ").doesNotContain("Exception in thread");
            return output;
        }
    }

    /** An address that is not given stands empty, whatever the environment of the tests has. */
    static Map<String, String> environment(Addresses addresses) {
        Map<String, String> environment = new HashMap<>();
        environment.put(Addresses.MONGODB, addresses.mongodbUri().orElse(""));
        environment.put(Addresses.KAFKA, addresses.kafkaBootstrapServers().orElse(""));
        environment.put(Addresses.POSTGRES, addresses.postgresUrl().orElse(""));
        return environment;
    }
}
