package dev.tidegate.transform;

import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableRow;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.transform.topology.RandomShop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all table topics as the sink does: what is committed only, the last record of a key counts. */
final class TableReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, String> rows = new TreeMap<>();
    private long records;

    TableReader(Migration migration, String bootstrapServers) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (Table table : migration.tablesWithTopic()) {
            String topic = new Topics(migration.name()).table(table);
            tables.put(topic, table);
            for (int i = 0; i < migration.kafka().partitions(); i++) {
                partitions.add(new TopicPartition(topic, i));
            }
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads on; what {@link RandomShop#apply} makes of all that was read. */
    Map<String, String> read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            records++;
            Table table = tables.get(record.topic());
            TableSerdes serdes = new TableSerdes(table);
            RowKey key = serdes.key().deserializer().deserialize(record.topic(), record.key());
            TableRow row = serdes.row().deserializer().deserialize(record.topic(), record.value());
            RandomShop.apply(rows, table, key, row);
        }
        return rows;
    }

    long records() {
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
