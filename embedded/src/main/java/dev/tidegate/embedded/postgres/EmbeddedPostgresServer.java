package dev.tidegate.embedded.postgres;

import dev.tidegate.embedded.DataDirectory;
import dev.tidegate.embedded.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * A PostgreSQL server, started from binaries that come as an artifact, on the loopback address.
 *
 * <p>With a data directory it is durable (fsync on) and takes over what a killed process left behind. Closing is safe to
 * call twice and from any thread.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {
    private static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final DataDirectory directory;
    private boolean closed;

    private EmbeddedPostgresServer(EmbeddedPostgres server, DataDirectory directory) {
        this.server = server;
        this.directory = directory;
    }

    public static EmbeddedPostgresServer start() {
        return start(0, Optional.empty());
    }

    /**
     * Returns when the server answers.
     *
     * @param port 0 for a free one
     */
    public static EmbeddedPostgresServer start(int port, Optional<Path> data) {
        DataDirectory directory = DataDirectory.open(data, "postgresql");
        try {
            LeftBehindServer.stop(directory.path().resolve("data"));
            return new EmbeddedPostgresServer(start(FreePort.choose(port, "PostgreSQL"), directory), directory);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    public String url() {
        return "postgresql://" + USER + "@127.0.0.1:" + server.getPort() + "/postgres";
    }

    public String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    public int port() {
        return server.getPort();
    }

    /** Creates a database. Returns its JDBC URL. */
    public String createDatabase(String name) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"");
            return jdbcUrl(name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop: " + e.getMessage(), e);
        } finally {
            directory.close();
        }
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database + "?user=" + USER;
    }

    private static EmbeddedPostgres start(int port, DataDirectory directory) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.path().resolve("data"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(true)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB");
        if (directory.isKept()) {
            builder.setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on");
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }
}
