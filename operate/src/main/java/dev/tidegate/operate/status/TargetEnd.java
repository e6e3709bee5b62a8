package dev.tidegate.operate.status;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.LastingConnection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL as a status sees it. It may have no address, or be away for a while: its figures are unknown then. One
 * connection serves until it breaks. Not thread-safe.
 */
final class TargetEnd implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TargetEnd.class);

    private final Optional<LastingConnection> connection;
    private String trouble;

    TargetEnd(Optional<String> url) {
        this.connection = url.map(PostgresAddress::parse).map(LastingConnection::new);
    }

    /** What is read of the counts in one status. */
    interface Question<T> {
        T ask(TargetCounts counts) throws SQLException;
    }

    /** Empty when PostgreSQL does not answer. */
    <T> Optional<T> ask(Question<T> question) {
        trouble = null;
        if (connection.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(connection.get().ask(open -> question.ask(new TargetCounts(open))));
        } catch (SQLException e) {
            trouble = "PostgreSQL does not answer, rows and dead letters are missing here: SQLSTATE " + e.getSQLState();
            LOG.debug("PostgreSQL does not answer", e);
            return Optional.empty();
        }
    }

    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public void close() {
        connection.ifPresent(LastingConnection::close);
    }
}
