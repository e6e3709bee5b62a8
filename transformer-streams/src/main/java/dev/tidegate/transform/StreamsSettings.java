package dev.tidegate.transform;

import dev.tidegate.events.topic.RecordLimits;
import dev.tidegate.events.topic.TopicSettings;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.transform.memory.BoundedRocksDb;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams' settings: exactly once, short commits, bounded buffers, records of any document's size. */
final class StreamsSettings {
    private static final int MEBIBYTE = 1 << 20;

    /** While there is much to do; live changes are committed sooner, see {@code CommitPace}. */
    private static final int COMMIT_INTERVAL_MS = 1_000;

    /** A killed instance's partitions are taken over after this. */
    private static final int SESSION_TIMEOUT_MS = 6_000;

    private StreamsSettings() {}

    static Properties of(TransformConfig config) {
        Properties settings = new Properties();
        Topics topics = new Topics(config.migration().name());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.transformApplicationId());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafkaBootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int)
                config.migration().kafka().replicationFactor());
        processing(settings);
        internalTopics(settings);
        consumer(settings);
        producer(settings);
        settings.putAll(config.kafkaOverrides());
        return settings;
    }

    /** Those of the given settings that internal topics are made with. */
    static Map<String, String> ofInternalTopics(Properties settings) {
        String prefix = StreamsConfig.topicPrefix("");
        Map<String, String> ofTopics = new HashMap<>();
        settings.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> ofTopics.put(name.substring(prefix.length()), settings.getProperty(name)));
        return ofTopics;
    }

    private static void processing(Properties settings) {
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        // Order is per document, that is, within one partition: a task need not wait for its other partitions.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1);
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 200);
    }

    private static void internalTopics(Properties settings) {
        settings.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                String.valueOf(RecordLimits.MAX_RECORD_BYTES));
        settings.put(
                StreamsConfig.topicPrefix(TopicConfig.DELETE_RETENTION_MS_CONFIG),
                String.valueOf(TopicSettings.LONGEST_PAUSE.toMillis()));
    }

    private static void consumer(Properties settings) {
        put(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        put(settings, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MS / 4);
        put(settings, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        put(settings, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * MEBIBYTE);
        put(settings, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MEBIBYTE);
        put(settings, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
    }

    private static void put(Properties settings, String consumerSetting, Object value) {
        settings.put(StreamsConfig.consumerPrefix(consumerSetting), value);
    }

    private static void producer(Properties settings) {
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), RecordLimits.MAX_RECORD_BYTES);
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG),
                RecordLimits.MAX_RECORD_BYTES + 16L * MEBIBYTE);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 64 << 10);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // A partition is refused until the markers of the transaction before are written, which takes a moment only.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), 200);
        // Streams' own 10 s are short for a machine that is busy; a restart ends open transactions at once anyway.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 30_000);
    }
}
