package dev.tidegate.embedded.mongo;

import dev.tidegate.embedded.DataDirectory;
import dev.tidegate.embedded.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real {@code mongod} as a replica set of one member on 127.0.0.1, when a binary is at hand. Its log is
 * {@code mongod.log} in its directory. Methods are safe for several threads.
 */
public final class MongodProcess implements MongoServer {
    /** The environment variable that names the binary. */
    public static final String VARIABLE = "TIDEGATE_MONGOD";

    private static final Duration STOP = Duration.ofSeconds(20);

    private final Process process;
    private final ReplicaSetOfOne member;
    private final DataDirectory directory;

    private MongodProcess(Process process, ReplicaSetOfOne member, DataDirectory directory) {
        this.process = process;
        this.member = member;
        this.directory = directory;
    }

    /** The binary that {@link #VARIABLE} names in this environment, else the first {@code mongod} on its PATH. */
    public static Optional<Path> find(Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        if (named != null && !named.isBlank()) {
            Path binary = Path.of(named);
            if (!Files.isExecutable(binary)) {
                throw new IllegalArgumentException(
                        VARIABLE + " names " + binary + ", which cannot be executed: correct it, or unset it");
            }
            return Optional.of(binary);
        }
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry, "mongod"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts the binary (port 0: a free one; no directory: a temporary one, deleted at the end, but kept for its logs
     * when the start fails) and returns when it is the primary. One that a killed process left running on the directory is
     * ended first.
     *
     * @throws IllegalStateException when it ends or is no primary within a minute; the message names its log
     */
    public static MongodProcess start(Path binary, int port, Optional<Path> data) {
        DataDirectory directory = DataDirectory.open(data, "mongod");
        try {
            LeftBehindMongod.stop(directory.path());
            int chosen = FreePort.choose(port, "MongoDB");
            Process process = new ProcessBuilder(command(binary, chosen, directory.path()))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.path().resolve("mongod.out").toFile())
                    .start();
            MongodProcess started = new MongodProcess(process, new ReplicaSetOfOne(chosen), directory);
            started.awaitPrimaryOrStop();
            return started;
        } catch (IOException e) {
            directory.close(); // nothing ran in it that has written a log
            throw new UncheckedIOException("Cannot start " + binary, e);
        } catch (RuntimeException e) {
            release(directory);
            throw e;
        }
    }

    private static void release(DataDirectory directory) {
        if (directory.isKept()) {
            directory.close();
        }
    }

    private static List<String> command(Path binary, int port, Path directory) {
        return List.of(
                binary.toString(),
                "--replSet",
                HelloCommands.SET_NAME,
                "--bind_ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dbpath",
                directory.toString(),
                "--logpath",
                directory.resolve("mongod.log").toString());
    }

    private void awaitPrimaryOrStop() {
        try {
            member.awaitPrimary(process::isAlive, "mongod.log and mongod.out in " + directory.path());
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    @Override
    public String uri() {
        return member.uri();
    }

    @Override
    public void close() {
        stop();
        directory.close();
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
