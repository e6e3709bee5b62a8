package dev.tidegate.embedded.postgres;

import dev.tidegate.embedded.DataDirectory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A PostgreSQL server, started from binaries that come as an artifact, on the loopback address.
 *
 * <p>With a data directory it is durable (fsync on) and takes over what a killed process left behind. Closing is safe to
 * call twice and from any thread. When the JVM ends without, or is killed, the server ends right after it (on Windows
 * after a kill only with the next start). Also for root, where user namespaces are allowed.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {
    private static final String USER = "postgres";

    private final ServerProcess process;
    private final DataDirectory directory;
    private boolean closed;

    private EmbeddedPostgresServer(ServerProcess process, DataDirectory directory) {
        this.process = process;
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
            return new EmbeddedPostgresServer(ServerProcess.start(port, directory), directory);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    public String url() {
        return "postgresql://" + USER + "@127.0.0.1:" + process.port() + "/postgres";
    }

    public String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    public int port() {
        return process.port();
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
            process.close();
        } finally {
            directory.close();
        }
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + process.port() + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20") + "?user=" + USER;
    }
}
