package dev.tidegate.operate.explain;

import dev.tidegate.events.raw.RawChange;
import dev.tidegate.events.raw.RawChangeSerde;
import dev.tidegate.events.raw.RawHeaders;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.operate.explain.Explained.RawRecord;
import dev.tidegate.operate.explain.Explained.RawSearch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds the last raw record of a document: in the partition of its key, from the end backwards in growing steps, for a
 * bounded time. Not thread-safe.
 */
final class RawRecordSearch implements AutoCloseable {
    private static final long FIRST_STEP = 2_000;
    private static final long LARGEST_STEP = 200_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Topics topics;
    private final Duration patience;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RawChangeSerde values = new RawChangeSerde();

    RawRecordSearch(Migration migration, String bootstrapServers, Duration patience) {
        this.topics = new Topics(migration.name());
        this.patience = patience;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    RawSearch find(String collection, DocumentId id) {
        String topic = topics.raw(collection);
        byte[] key = id.canonical().getBytes(StandardCharsets.UTF_8);
        int partitions = consumer.partitionsFor(topic, TIMEOUT).size();
        if (partitions == 0) {
            return new RawSearch(topic, 0, Optional.empty(), true);
        }
        // As the producer's own partitioner does it; the source names no partition.
        var partition = new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions);
        consumer.assign(List.of(partition));
        long begin = consumer.beginningOffsets(List.of(partition), TIMEOUT).get(partition);
        long end = consumer.endOffsets(List.of(partition), TIMEOUT).get(partition);
        return backwards(partition, key, begin, end);
    }

    private RawSearch backwards(TopicPartition partition, byte[] key, long begin, long end) {
        long deadline = System.nanoTime() + patience.toNanos();
        long step = FIRST_STEP;
        long upTo = end;
        while (upTo > begin) {
            long from = Math.max(begin, upTo - step);
            Optional<RawRecord> found = lastIn(partition, key, from, upTo, deadline);
            if (found.isPresent()) {
                return new RawSearch(partition.topic(), partition.partition(), found, false);
            }
            if (System.nanoTime() > deadline) {
                return new RawSearch(partition.topic(), partition.partition(), Optional.empty(), false);
            }
            upTo = from;
            step = Math.min(LARGEST_STEP, 2 * step);
        }
        return new RawSearch(partition.topic(), partition.partition(), Optional.empty(), true);
    }

    private Optional<RawRecord> lastIn(TopicPartition partition, byte[] key, long from, long upTo, long deadline) {
        Optional<RawRecord> last = Optional.empty();
        consumer.seek(partition, from);
        while (consumer.position(partition, TIMEOUT) < upTo && System.nanoTime() <= deadline) {
            for (ConsumerRecord<byte[], byte[]> raw : consumer.poll(Duration.ofMillis(200))) {
                if (raw.offset() < upTo && Arrays.equals(raw.key(), key)) {
                    last = Optional.of(found(raw));
                }
            }
        }
        return last;
    }

    private RawRecord found(ConsumerRecord<byte[], byte[]> raw) {
        RawChange change = values.deserializer().deserialize(raw.topic(), raw.value());
        return new RawRecord(
                raw.offset(),
                change == null ? "DELETE" : change.operation().name(),
                RawHeaders.position(raw.headers()),
                Instant.ofEpochMilli(raw.timestamp()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
