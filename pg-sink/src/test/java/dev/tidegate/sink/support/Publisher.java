package dev.tidegate.sink.support;

import dev.tidegate.events.row.RowHeaders;
import dev.tidegate.events.row.RowHeaders.Origin;
import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableRow;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.events.topic.RecordLimits;
import dev.tidegate.events.topic.TopicSetup;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes rows to table topics in transactions, as the transformer does. */
public final class Publisher implements AutoCloseable {
    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Table, TableSerdes> serdes = new HashMap<>();
    private Long timestamp;

    public Publisher(Migration migration) {
        this(migration, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "publisher-" + migration.name()));
        producer.initTransactions();
    }

    private Publisher(Migration migration, Map<String, Object> settings) {
        this.topics = new Topics(migration.name());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Servers.kafka()))) {
            new TopicSetup(admin, migration).ensure();
        }
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, Servers.kafka());
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordLimits.MAX_RECORD_BYTES);
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * RecordLimits.MAX_RECORD_BYTES);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        this.producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Without transactions, whose markers have the time at which they are written. */
    public static Publisher ofTimes(Migration migration) {
        return new Publisher(migration, Map.of());
    }

    /** @param time of the records that are sent */
    public void at(Instant time, Runnable sends) {
        timestamp = time.toEpochMilli();
        sends.run();
        producer.flush();
    }

    public void inTransaction(Runnable sends) {
        producer.beginTransaction();
        sends.run();
        producer.commitTransaction();
    }

    public void inAbortedTransaction(Runnable sends) {
        producer.beginTransaction();
        sends.run();
        producer.flush();
        producer.abortTransaction();
    }

    /** Sends a row; the document that it names as its origin has the key's first value as id. */
    public void upsert(Table table, Object... values) {
        TableRow row = new TableRow(Arrays.asList(values));
        RowKey key = serdes(table).keyOf(row);
        send(table, key, row, new Origin(table.name(), key.values().get(0).toString()));
    }

    public void upsertFrom(Origin origin, Table table, Object... values) {
        TableRow row = new TableRow(Arrays.asList(values));
        send(table, serdes(table).keyOf(row), row, origin);
    }

    public void delete(Table table, Object... key) {
        send(table, new RowKey(List.of(key)), null, new Origin(table.name(), key[0].toString()));
    }

    /** The partition of a row with this key. */
    public int partition(Table table, Object... key) {
        String topic = topics.table(table);
        byte[] bytes = serdes(table).key().serializer().serialize(topic, new RowKey(List.of(key)));
        return BuiltInPartitioner.partitionForKey(
                bytes, producer.partitionsFor(topic).size());
    }

    /** Sum of the ends of a table's partitions, markers included. */
    public long ends(Table table) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Servers.kafka()))) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            producer.partitionsFor(topics.table(table))
                    .forEach(info ->
                            latest.put(new TopicPartition(info.topic(), info.partition()), OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("cannot ask for the ends of " + topics.table(table), e);
        }
    }

    private void send(Table table, RowKey key, TableRow row, Origin origin) {
        String topic = topics.table(table);
        byte[] keyBytes = serdes(table).key().serializer().serialize(topic, key);
        byte[] value = row == null ? null : serdes(table).row().serializer().serialize(topic, row);
        var record = new ProducerRecord<>(topic, null, timestamp, keyBytes, value);
        RowHeaders.write(record.headers(), origin);
        producer.send(record);
    }

    private TableSerdes serdes(Table table) {
        return serdes.computeIfAbsent(table, TableSerdes::new);
    }

    @Override
    public void close() {
        producer.close();
    }
}
