package dev.tidegate.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The postmaster that a killed JVM leaves running on its data directory. */
final class LeftBehindServer {
    private static final int PATIENCE_SECONDS = 30;

    private LeftBehindServer() {}

    /** Stops it when there is one; a stale file of a process that is none of PostgreSQL's is left to PostgreSQL. */
    static void stop(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(pidFile);
            if (!lines.isEmpty()) {
                ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                        .filter(LeftBehindServer::isPostgres)
                        .ifPresent(LeftBehindServer::stop);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + pidFile, e);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        Optional<String> command = process.info().command();
        return command.isPresent()
                && Path.of(command.get()).getFileName().toString().startsWith("postgres");
    }

    private static void stop(ProcessHandle postmaster) {
        postmaster.destroy();
        try {
            postmaster.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "a PostgreSQL server that an earlier process left behind does not stop: end process "
                            + postmaster.pid(),
                    e);
        }
    }
}
