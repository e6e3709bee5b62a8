package dev.tidegate.embedded.postgres;

import dev.tidegate.embedded.DataDirectory;
import dev.tidegate.embedded.FreePort;
import dev.tidegate.embedded.process.OrphanWatch;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The server's processes and the files that they run on. */
final class ServerProcess implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final OrphanWatch watch;
    private final Path data;

    private ServerProcess(EmbeddedPostgres server, OrphanWatch watch, Path data) {
        this.server = server;
        this.watch = watch;
        this.data = data;
    }

    /** @param wantedPort 0 for a free one; chosen once the server that was left behind has given its port back */
    static ServerProcess start(int wantedPort, DataDirectory directory) {
        Path data = directory.path().resolve("data");
        LeftBehindServer.stop(data);
        int port = FreePort.choose(wantedPort, "PostgreSQL");
        Path unfinished = directory.path().resolve("unfinished");
        OrphanWatch watch =
                OrphanWatch.overPostgres(data, Optional.of(directory.path()).filter(path -> !directory.isKept()));
        try {
            startOverWhatWasNeverFinished(data, unfinished);
            EmbeddedPostgres server = builder(port, data, directory.isKept()).start();
            Files.deleteIfExists(unfinished);
            watch.started(data);
            return new ServerProcess(server, watch, data);
        } catch (IOException | RuntimeException e) {
            LeftBehindServer.stop(data);
            watch.close();
            throw new IllegalStateException(
                    "PostgreSQL did not start on 127.0.0.1:" + port + " in " + data + ": " + e.getMessage()
                            + hintForRoot(),
                    e);
        }
    }

    int port() {
        return server.getPort();
    }

    /** The library gives up after five seconds, which a last checkpoint may need longer than. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop: " + e.getMessage(), e);
        } finally {
            LeftBehindServer.stop(data);
            watch.close();
        }
    }

    /** A directory that was killed while it was made for the first time holds nothing, and can never start. */
    private static void startOverWhatWasNeverFinished(Path data, Path unfinished) throws IOException {
        if (Files.exists(unfinished)) {
            DataDirectory.deleteTree(data);
        } else if (!Files.exists(data)) {
            Files.createFile(unfinished);
        }
    }

    private static EmbeddedPostgres.Builder builder(int port, Path data, boolean kept) {
        String durable = kept ? "on" : "off";
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries().toFile())
                .setRegisterShutdownHook(!OrphanWatch.POSSIBLE)
                .setPGStartupWait(Duration.ofSeconds(120))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("fsync", durable)
                .setServerConfig("full_page_writes", durable)
                .setServerConfig("synchronous_commit", durable);
    }

    /** One copy for each user: another user's could not be written to. */
    private static Path binaries() {
        return Path.of(System.getProperty("java.io.tmpdir"), "tidegate-postgres-" + System.getProperty("user.name"));
    }

    private static String hintForRoot() {
        return "root".equals(System.getProperty("user.name"))
                ? " (PostgreSQL refuses to run as root: that needs the program 'unshare' and user namespaces; "
                        + "where these are missing, start as another user)"
                : "";
    }
}
