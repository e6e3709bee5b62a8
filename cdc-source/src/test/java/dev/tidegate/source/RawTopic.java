package dev.tidegate.source;

import com.mongodb.client.MongoCollection;
import dev.tidegate.events.raw.ChangePosition;
import dev.tidegate.events.raw.RawChange;
import dev.tidegate.events.raw.RawChangeSerde;
import dev.tidegate.events.raw.RawHeaders;
import dev.tidegate.events.reread.OrphanRow;
import dev.tidegate.events.reread.RereadHeader;
import dev.tidegate.mapping.id.DocumentId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/** A raw topic as readers of committed records see it. */
final class RawTopic {
    /** @param orphans present in a record that was asked for */
    record RawRecord(
            String key,
            String documentId,
            RawChange change,
            ChangePosition position,
            long timestamp,
            Optional<List<OrphanRow>> orphans) {}

    private final String bootstrapServers;
    private final String topic;

    RawTopic(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    /** All records up to the last stable offset now, by partition and offset. */
    List<RawRecord> read() {
        List<RawRecord> seen = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> seen.add(seen(record)));
            }
        }
        return seen;
    }

    /** Offsets that are no records: each transaction leaves one in each partition that it writes to. */
    long transactionMarkers() {
        int records = read().size();
        try (var consumer = new KafkaConsumer<>(config(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    - records;
        }
    }

    /** What is left when the last record of each key counts. */
    Map<String, RawBsonDocument> documents() {
        Map<String, RawBsonDocument> documents = new LinkedHashMap<>();
        for (RawRecord record : read()) {
            if (record.change() == null) {
                documents.remove(record.key());
            } else {
                documents.put(record.key(), record.change().document());
            }
        }
        return documents;
    }

    private RawRecord seen(ConsumerRecord<byte[], byte[]> record) {
        return new RawRecord(
                new String(record.key(), StandardCharsets.UTF_8),
                RawHeaders.documentId(record.headers()),
                new RawChangeSerde().deserializer().deserialize(topic, record.value()),
                RawHeaders.position(record.headers()),
                record.timestamp(),
                RereadHeader.read(record.headers()));
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 64 << 20);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 64 << 20);
        return config;
    }

    /** What the topic must hold in the end: the collection's documents, by canonical id. */
    static Map<String, RawBsonDocument> expected(MongoCollection<BsonDocument> collection) {
        Map<String, RawBsonDocument> documents = new HashMap<>();
        collection
                .withDocumentClass(RawBsonDocument.class)
                .find()
                .forEach(document ->
                        documents.put(DocumentId.of(document.get("_id")).canonical(), document));
        return documents;
    }
}
