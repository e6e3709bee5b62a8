package dev.tidegate.sink.index;

import dev.tidegate.sink.connect.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Tells when the snapshot is in PostgreSQL: the ends that the table topics had when it was in them are passed. */
public final class IndexTrigger {
    private final Admin admin;
    private final Connections connections;
    private final List<String> topics;
    private final BooleanSupplier snapshotIsIn;
    private Map<TopicPartition, Long> ends;

    /** @param snapshotIsIn whether all rows of the snapshot are in the table topics */
    public IndexTrigger(Admin admin, Connections connections, List<String> topics, BooleanSupplier snapshotIsIn) {
        this.admin = admin;
        this.connections = connections;
        this.topics = List.copyOf(topics);
        this.snapshotIsIn = snapshotIsIn;
    }

    public boolean isPulled() throws SQLException {
        if (ends == null && !snapshotIsIn.getAsBoolean()) {
            return false;
        }
        if (ends == null) {
            ends = ends();
        }
        Map<TopicPartition, Long> positions = positions();
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private Map<TopicPartition, Long> positions() throws SQLException {
        Map<TopicPartition, Long> positions = new HashMap<>();
        try (Connection connection = connections.own();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT topic, partition, next_offset FROM tidegate.sink_position")) {
            while (row.next()) {
                positions.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
            }
        }
        return positions;
    }

    private Map<TopicPartition, Long> ends() {
        try {
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .values()
                    .forEach(topic -> topic.partitions()
                            .forEach(info -> wanted.put(
                                    new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest())));
            Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(
                            wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
            return found.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, each -> each.getValue().offset()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
