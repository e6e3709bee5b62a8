package dev.tidegate.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The postmaster that a killed JVM leaves running on its data directory. */
final class LeftBehindServer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LeftBehindServer() {}

    /**
     * Stops the server that runs on the directory, when there is one. Only for who holds the directory's lock: a pid file
     * whose number now belongs to a process of another kind is deleted, since PostgreSQL itself would take that process
     * for a server and refuse to start.
     */
    static void stop(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        try {
            Optional<ProcessHandle> postmaster = processIn(pidFile).filter(process -> serves(process, data));
            if (postmaster.isPresent()) {
                stop(postmaster.get());
            }
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or delete " + pidFile, e);
        }
    }

    private static Optional<ProcessHandle> processIn(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.get(0).strip().matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
    }

    /** Where the system hides another process's arguments, its program has to be enough. */
    private static boolean serves(ProcessHandle process, Path data) {
        boolean postgres = process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
        return postgres
                && process.info()
                        .arguments()
                        .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
                        .orElse(true);
    }

    /** SIGINT ends sessions, where SIGTERM would wait for clients to leave. */
    private static void stop(ProcessHandle postmaster) {
        if (!interrupt(postmaster) || !ends(postmaster)) {
            postmaster.destroyForcibly();
            if (!ends(postmaster)) {
                throw new IllegalStateException(
                        "a PostgreSQL server that an earlier process left behind does not stop: end process "
                                + postmaster.pid());
            }
        }
    }

    private static boolean interrupt(ProcessHandle postmaster) {
        try {
            return new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid()))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // Windows has no such program.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private static boolean ends(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (ExecutionException e) {
            throw new CompletionException(e);
        }
    }
}
