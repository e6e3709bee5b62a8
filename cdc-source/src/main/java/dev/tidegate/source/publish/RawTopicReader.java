package dev.tidegate.source.publish;

import dev.tidegate.events.raw.RawChange;
import dev.tidegate.events.raw.RawChangeSerde;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.bson.ExactBson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.bson.BsonValue;

/** Reads which documents a raw topic has. Used by one thread. */
public final class RawTopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int PARTITION_POLLS = 20;

    private final Consumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final Deserializer<RawChange> changes = new RawChangeSerde().deserializer();

    /**
     * @param ids of documents that had a version there
     * @param next offset of each partition behind what was read
     */
    public record Portion(List<BsonValue> ids, Map<Integer, Long> next) {}

    RawTopicReader(Consumer<byte[], byte[]> consumer, Topics topics) {
        this.consumer = consumer;
        this.topics = topics;
    }

    /** The offset behind the last committed record of each partition. */
    public Map<Integer, Long> ends(String collection) {
        Map<Integer, Long> ends = new TreeMap<>();
        consumer.endOffsets(partitions(collection)).forEach((partition, end) -> ends.put(partition.partition(), end));
        return ends;
    }

    /** Some more of the first partition that is not read to its end; less than {@code max.poll.records} records. */
    public Portion read(String collection, Map<Integer, Long> from, Map<Integer, Long> ends) {
        Map<Integer, Long> next = new HashMap<>(from);
        List<BsonValue> ids = new ArrayList<>();
        for (Map.Entry<Integer, Long> end : new TreeMap<>(ends).entrySet()) {
            TopicPartition partition = new TopicPartition(topics.raw(collection), end.getKey());
            long begin = next.getOrDefault(end.getKey(), 0L);
            if (begin < end.getValue() && ids.isEmpty()) {
                next.put(end.getKey(), read(partition, begin, end.getValue(), ids));
            }
        }
        return new Portion(ids, next);
    }

    /** @return the offset to go on from; nothing but markers and deletes may be before it */
    private long read(TopicPartition partition, long begin, long end, List<BsonValue> ids) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, begin);
        for (int poll = 0; poll < PARTITION_POLLS && ids.isEmpty() && consumer.position(partition) < end; poll++) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end && record.value() != null) {
                    ids.add(ExactBson.id(
                            changes.deserialize(record.topic(), record.value()).document()));
                }
            }
        }
        return consumer.position(partition);
    }

    private List<TopicPartition> partitions(String collection) {
        return consumer.partitionsFor(topics.raw(collection)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toList());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
