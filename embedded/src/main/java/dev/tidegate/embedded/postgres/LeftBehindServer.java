package dev.tidegate.embedded.postgres;

import dev.tidegate.embedded.process.LeftBehind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletionException;

/** The postmaster that a killed JVM leaves running on its data directory. */
final class LeftBehindServer {
    private LeftBehindServer() {}

    /**
     * Stops the server that runs on the directory, when there is one. Only for who holds the directory's lock: a pid file
     * whose number now belongs to a process of another kind is deleted, since PostgreSQL itself would take that process
     * for a server and refuse to start.
     */
    static void stop(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        try {
            LeftBehind.named(pidFile)
                    .filter(process -> serves(process, data))
                    .ifPresent(
                            postmaster -> LeftBehind.awaitEnd(postmaster, interrupt(postmaster), "PostgreSQL server"));
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or delete " + pidFile, e);
        }
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
}
