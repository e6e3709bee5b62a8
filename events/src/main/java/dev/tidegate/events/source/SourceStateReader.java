package dev.tidegate.events.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a migration's source state, committed records only. Each {@link #read} resumes where the one before ended, so
 * that asking every second costs little. Not thread-safe.
 */
public final class SourceStateReader implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final SourceStateView view = new SourceStateView();
    private boolean isAssigned;

    /**
     * @param properties connection settings for Kafka, at least {@code bootstrap.servers}
     * @param topic {@code Topics.sourceState()}
     */
    public SourceStateReader(Map<String, ?> properties, String topic) {
        Map<String, Object> config = new HashMap<>(properties);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partition = new TopicPartition(topic, 0);
    }

    /**
     * Everything up to the topic's last stable offset at the time of the call. A topic that is not there yet is as an
     * empty one.
     *
     * @throws TimeoutException when the broker does not answer in time; the reader stays usable
     */
    public SourceState read(Duration timeout) {
        if (!isAssigned && consumer.partitionsFor(partition.topic(), timeout).isEmpty()) {
            return SourceState.NOTHING;
        }
        assign();
        long end = consumer.endOffsets(List.of(partition), timeout).get(partition);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (consumer.position(partition, timeout) < end) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the end of " + partition.topic() + " was not reached in " + timeout);
            }
            consumer.poll(Duration.ofMillis(100)).forEach(record -> view.apply(record.key(), record.value()));
        }
        return view.state();
    }

    private void assign() {
        if (!isAssigned) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            isAssigned = true;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
