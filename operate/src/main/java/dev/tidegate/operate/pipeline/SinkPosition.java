package dev.tidegate.operate.pipeline;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * How far the sink is in one partition; PostgreSQL holds it together with the rows.
 *
 * @param topic the id of the topic that the position was reached in
 */
public record SinkPosition(Uuid topic, long nextOffset) {

    /** By partition; empty while the sink has never started. */
    public static Map<TopicPartition, SinkPosition> read(Connection connection) throws SQLException {
        Map<TopicPartition, SinkPosition> positions = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                return positions;
            }
            try (ResultSet result = statement.executeQuery(
                    "SELECT topic, \"partition\", topic_id, next_offset FROM tidegate.sink_position")) {
                while (result.next()) {
                    UUID id = result.getObject(3, UUID.class);
                    positions.put(
                            new TopicPartition(result.getString(1), result.getInt(2)),
                            new SinkPosition(
                                    new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits()),
                                    result.getLong(4)));
                }
            }
        }
        return positions;
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("SELECT to_regclass('tidegate.sink_position') IS NOT NULL")) {
            return result.next() && result.getBoolean(1);
        }
    }
}
