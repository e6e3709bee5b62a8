package dev.tidegate.cli.pipeline;

import dev.tidegate.cli.Tidegate;
import dev.tidegate.cli.run.Stage;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.operate.address.Addresses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The three stages as processes of their own, each run by the command that a user would type. */
final class StageProcesses implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path migrationFile;
    private final Path stateDirectory;
    private final Map<String, String> environment;
    private final Map<Stage, ChildJvm> processes = new EnumMap<>(Stage.class);

    StageProcesses(Path migrationFile, Addresses addresses, Path stateDirectory) {
        this.migrationFile = migrationFile;
        this.stateDirectory = stateDirectory;
        this.environment = Map.of(
                Addresses.MONGODB, addresses.mongodb(),
                Addresses.KAFKA, addresses.kafka(),
                Addresses.POSTGRES, addresses.postgres());
    }

    void start(Stage stage) {
        String name = stage.name().toLowerCase(Locale.ROOT);
        List<String> arguments = List.of(
                "run",
                "-f",
                migrationFile.toString(),
                "--stages",
                name,
                "--state-dir",
                stateDirectory.resolve(name).toString(),
                "--errors",
                stateDirectory.resolve("errors-" + name + ".log").toString());
        processes.put(
                stage,
                ChildJvm.start(
                        Tidegate.class.getName(),
                        arguments,
                        environment,
                        List.of("-Xmx512m", "-XX:TieredStopAtLevel=1")));
    }

    /** Until the stage's process, as it was last started, has reported how far the migration is. */
    void awaitAtWork(Stage stage) {
        processes.get(stage).awaitLine(line -> line.startsWith("progress "), PATIENCE);
    }

    /** SIGKILL; fails when some stage has ended by itself before that. */
    void kill(Stage stage) {
        requireAlive();
        processes.get(stage).kill();
    }

    /** SIGTERM; returns the exit code. */
    int terminate(Stage stage) {
        ChildJvm process = processes.get(stage);
        process.terminate();
        return process.awaitExit(Duration.ofSeconds(60));
    }

    /** Fails with the output of each stage that has ended by itself. */
    void requireAlive() {
        String ended = processes.entrySet().stream()
                .filter(entry -> !entry.getValue().isAlive())
                .map(entry -> entry.getKey() + " ended:\n"
                        + String.join("\n", entry.getValue().output()))
                .collect(Collectors.joining("\n\n"));
        if (!ended.isEmpty()) {
            throw new IllegalStateException(ended);
        }
    }

    List<String> output(Stage stage) {
        return processes.get(stage).output();
    }

    @Override
    public void close() {
        processes.values().forEach(ChildJvm::close);
    }
}
