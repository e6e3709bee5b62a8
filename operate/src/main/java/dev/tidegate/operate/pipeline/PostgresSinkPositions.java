package dev.tidegate.operate.pipeline;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.LastingConnection;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Asks PostgreSQL, over one connection that serves until it breaks. Not thread-safe. */
final class PostgresSinkPositions implements SinkPositions, AutoCloseable {
    private final PostgresAddress address;
    private final LastingConnection connection;

    PostgresSinkPositions(String url) {
        this.address = PostgresAddress.parse(url);
        this.connection = new LastingConnection(address);
    }

    @Override
    public Map<TopicPartition, SinkPosition> read() {
        try {
            return connection.ask(SinkPosition::read);
        } catch (SQLException e) {
            throw new UnansweredException(
                    "cannot read the sink's positions from PostgreSQL at " + address.display() + ": SQLSTATE "
                            + e.getSQLState(),
                    e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
