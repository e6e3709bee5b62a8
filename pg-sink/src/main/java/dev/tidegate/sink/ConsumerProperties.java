package dev.tidegate.sink;

import dev.tidegate.events.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.RangeAssignor;

/** The consumers' settings: defaults, then the user's own, then what exactness rests on. */
final class ConsumerProperties {
    private static final int PARTITION_SHARE = 4;

    private ConsumerProperties() {}

    static Map<String, Object> of(SinkConfig config) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.limits().records());
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, config.limits().bytes());
        properties.put(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                Math.max(1, config.limits().bytes() / PARTITION_SHARE));
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "tidegate-sink");
        properties.putAll(config.kafkaOverrides());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafkaBootstrapServers());
        properties.put(
                ConsumerConfig.GROUP_ID_CONFIG, new Topics(config.migration().name()).sinkGroup());
        // Eager: on a rebalance every partition is given up and claimed anew, so no claim outlives its assignment.
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return properties;
    }
}
