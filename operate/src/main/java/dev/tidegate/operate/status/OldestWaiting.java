package dev.tidegate.operate.status;

import dev.tidegate.operate.pipeline.Hop.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds the age of the oldest record that waits, by its timestamp: the time of the commit in MongoDB. */
final class OldestWaiting implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private final KafkaConsumer<byte[], byte[]> consumer;

    OldestWaiting(String bootstrapServers) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "50");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "4096");
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "65536");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The age in milliseconds, 0 when nothing waits, empty when no record could be read in time. */
    OptionalLong ageMillis(Map<TopicPartition, Backlog> waiting, Instant now) {
        if (waiting.isEmpty()) {
            return OptionalLong.of(0);
        }
        consumer.assign(waiting.keySet());
        waiting.forEach((partition, backlog) -> consumer.seek(partition, backlog.position()));
        OptionalLong oldest = OptionalLong.empty();
        for (ConsumerRecord<byte[], byte[]> waitingRecord : consumer.poll(PATIENCE)) {
            oldest = OptionalLong.of(Math.min(oldest.orElse(Long.MAX_VALUE), waitingRecord.timestamp()));
        }
        return oldest.isEmpty() ? oldest : OptionalLong.of(Math.max(0, now.toEpochMilli() - oldest.getAsLong()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
