package dev.tidegate.operate.address;

import dev.tidegate.mapping.address.PostgresAddress;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the target that serves until it breaks; the next question opens another. Not thread-safe. */
public final class LastingConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LastingConnection.class);

    private final PostgresAddress address;
    private Connection connection;

    public LastingConnection(PostgresAddress address) {
        this.address = address;
    }

    /** What is asked over it. */
    public interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    public <T> T ask(Question<T> question) throws SQLException {
        try {
            if (connection == null) {
                connection = TargetConnection.open(address);
            }
            return question.ask(connection);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("closing a broken connection", e);
            }
            connection = null;
        }
    }
}
