package dev.tidegate.sink.connect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tidegate.mapping.address.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/**
 * The sink's connections. Those of the pool are for the workers' transactions: auto-commit is off, and commits do not
 * wait for the disk (docs/decisions/005-sink-commits-asynchronously.md). Thread-safe.
 */
public final class Connections implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** The verifier's triggers note what others than the sink change: {@code tidegate.writer} says who it is. */
    private static final String SESSION = "SET synchronous_commit = off; SET client_min_messages = warning;"
            + " SET temp_buffers = '32MB'; SET jit = off; SET tidegate.writer = 'sink'";

    private final PostgresAddress address;
    private final HikariDataSource pool;

    public Connections(PostgresAddress address, int size) {
        this.address = address;
        HikariConfig config = new HikariConfig();
        config.setPoolName("tidegate-sink");
        config.setJdbcUrl(address.jdbcUrl());
        config.setDataSourceProperties(properties(address));
        config.setAutoCommit(false);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(SESSION);
        this.pool = new HikariDataSource(config);
    }

    /** A connection of the pool with auto-commit off; what is not committed when it is closed is rolled back. */
    public Connection transaction() throws SQLException {
        return pool.getConnection();
    }

    /** A connection outside the pool with auto-commit on: for DDL, and for locks that last as long as it is open. */
    public Connection own() throws SQLException {
        Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties(address));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET client_min_messages = warning");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Asks PostgreSQL for a sign of life.
     *
     * @throws TargetUnreachableException when it gives none
     */
    public void check() {
        long start = System.nanoTime();
        try (Connection connection = own()) {
            connection.isValid((int) CONNECT_TIMEOUT.toSeconds());
        } catch (SQLException e) {
            throw new TargetUnreachableException(address, Duration.ofNanos(System.nanoTime() - start), e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private static Properties properties(PostgresAddress address) {
        Properties properties = new Properties();
        address.user().ifPresent(user -> properties.setProperty("user", user));
        address.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("ApplicationName", "tidegate-sink");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        properties.setProperty("loginTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        // The detail of an error quotes the row at fault.
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }
}
