package dev.tidegate.cli.pipeline;

import dev.tidegate.events.raw.RawHeaders;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that was ever published to the raw topics, in search of a change that is there twice. */
record RawTopics(Migration migration, String bootstrapServers) {

    /** @param changes committed records read */
    record Findings(long changes, List<String> twice) {}

    Findings read() {
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Set<String> seen = new HashSet<>();
            List<String> twice = new ArrayList<>();
            long changes = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> change : consumer.poll(Duration.ofMillis(200))) {
                    changes++;
                    String name = name(change);
                    if (!seen.add(name)) {
                        twice.add(name);
                    }
                }
            }
            return new Findings(changes, twice);
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        Topics topics = new Topics(migration.name());
        List<TopicPartition> partitions = new ArrayList<>();
        for (CollectionMapping collection : migration.collections()) {
            consumer.partitionsFor(topics.raw(collection.collection()))
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        return partitions;
    }

    private static String name(ConsumerRecord<byte[], byte[]> change) {
        return change.topic() + " " + new String(change.key(), StandardCharsets.UTF_8) + " "
                + RawHeaders.position(change.headers()).token();
    }
}
