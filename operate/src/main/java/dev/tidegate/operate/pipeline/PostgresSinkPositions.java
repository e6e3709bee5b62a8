package dev.tidegate.operate.pipeline;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.TargetConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks PostgreSQL, over one connection that serves until it breaks. Not thread-safe. */
final class PostgresSinkPositions implements SinkPositions, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSinkPositions.class);

    private final PostgresAddress address;
    private Connection connection;

    PostgresSinkPositions(String url) {
        this.address = PostgresAddress.parse(url);
    }

    @Override
    public Map<TopicPartition, SinkPosition> read() {
        try {
            if (connection == null) {
                connection = TargetConnection.open(address);
            }
            return SinkPosition.read(connection);
        } catch (SQLException e) {
            close();
            throw new UnansweredException(
                    "PostgreSQL at " + address.display() + " does not tell the sink's positions: SQLSTATE "
                            + e.getSQLState(),
                    e);
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
