package dev.tidegate.sink.position;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/**
 * {@code tidegate.sink_position}: how far PostgreSQL has each partition of the table topics.
 *
 * <p>A claim raises the epoch; a step is only done with the epoch that is in force, in the transaction of the rows. So a
 * worker that was thought dead cannot write: its step finds no row, and its transaction is rolled back.
 */
public final class Positions {
    private static final Comparator<TopicPartition> LOCK_ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);
    private static final String CLAIM = """
            INSERT INTO tidegate.sink_position AS p (topic, partition, topic_id, next_offset, epoch)
            VALUES (?, ?, ?, ?, 1)
            ON CONFLICT (topic, partition) DO UPDATE SET epoch = p.epoch + 1
            RETURNING topic_id, next_offset, epoch, moved_at""";
    private static final String STEP = """
            UPDATE tidegate.sink_position SET next_offset = ?, moved_at = now()
            WHERE topic = ? AND partition = ? AND next_offset = ? AND epoch = ?""";

    /** A partition to claim: the topic's id, and where to begin when PostgreSQL has nothing of it. */
    public record Wanted(TopicPartition partition, UUID topicId, long beginning) {}

    private Positions() {}

    /**
     * Claims partitions within the caller's transaction.
     *
     * @throws ForeignTopicException when a topic was deleted and made again since
     */
    public static Map<TopicPartition, Claim> claim(Connection connection, Collection<Wanted> wanted)
            throws SQLException {
        List<Wanted> ordered = new ArrayList<>(wanted);
        ordered.sort(Comparator.comparing(Wanted::partition, LOCK_ORDER));
        Map<TopicPartition, Claim> claims = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            for (Wanted each : ordered) {
                claims.put(each.partition(), claim(statement, each));
            }
        }
        return claims;
    }

    private static Claim claim(PreparedStatement statement, Wanted wanted) throws SQLException {
        statement.setString(1, wanted.partition().topic());
        statement.setInt(2, wanted.partition().partition());
        statement.setObject(3, wanted.topicId());
        statement.setLong(4, wanted.beginning());
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            UUID known = row.getObject(1, UUID.class);
            if (!known.equals(wanted.topicId())) {
                throw new ForeignTopicException("topic " + wanted.partition().topic() + " has the id "
                        + wanted.topicId() + ", PostgreSQL was fed from " + known);
            }
            return new Claim(row.getLong(2), row.getLong(3), row.getTimestamp(4).toInstant());
        }
    }

    /**
     * Moves positions within the caller's transaction; do it first, for it locks them against another worker.
     *
     * @throws StaleInstanceException when one of them is not ours any more; roll back then
     */
    public static void step(Connection connection, Collection<Step> steps) throws SQLException {
        List<Step> ordered = new ArrayList<>(steps);
        ordered.sort(Comparator.comparing(Step::partition, LOCK_ORDER));
        try (PreparedStatement statement = connection.prepareStatement(STEP)) {
            for (Step step : ordered) {
                statement.setLong(1, step.to());
                statement.setString(2, step.partition().topic());
                statement.setInt(3, step.partition().partition());
                statement.setLong(4, step.from());
                statement.setLong(5, step.epoch());
                statement.addBatch();
            }
            check(ordered, statement.executeBatch());
        }
    }

    private static void check(List<Step> steps, int[] updated) {
        for (int i = 0; i < updated.length; i++) {
            if (updated[i] != 1) {
                Step step = steps.get(i);
                throw new StaleInstanceException(step.partition(), step.from(), step.epoch());
            }
        }
    }
}
