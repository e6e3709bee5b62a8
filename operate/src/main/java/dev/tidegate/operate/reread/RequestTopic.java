package dev.tidegate.operate.reread;

import dev.tidegate.events.reread.RereadRequest;
import dev.tidegate.events.reread.RereadRequestSerde;
import dev.tidegate.events.topic.RecordLimits;
import dev.tidegate.operate.failure.OperationFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Where requests to the source go. Not thread-safe. */
final class RequestTopic implements AutoCloseable {
    private static final int DELIVERY_MILLIS = 30_000;

    private final String topic;
    private final Map<String, Object> kafka;
    private final Producer<byte[], byte[]> producer;

    RequestTopic(String topic, String bootstrapServers) {
        this.topic = topic;
        this.kafka = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        RecordLimits.MAX_RECORD_BYTES,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        DELIVERY_MILLIS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        DELIVERY_MILLIS / 2,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        DELIVERY_MILLIS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    String name() {
        return topic;
    }

    /** A broker may make a topic that is written to, with settings of its own: the source must have made it. */
    void require() {
        try (Admin admin = Admin.create(kafka)) {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new OperationFailedException(
                        "no source can re-read documents: topic " + topic
                                + " does not exist; the source makes it at its" + " start. Start 'tidegate run' first",
                        e);
            }
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** @return the offset behind the last of them */
    long send(List<RereadRequest> requests) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (RereadRequest request : requests) {
            byte[] value = new RereadRequestSerde().serializer().serialize(topic, request);
            sent.add(producer.send(new ProducerRecord<>(topic, value)));
        }
        producer.flush();
        long end = 0;
        for (Future<RecordMetadata> each : sent) {
            end = Math.max(end, offset(each) + 1);
        }
        return end;
    }

    private static long offset(Future<RecordMetadata> sent) {
        try {
            return sent.get().offset();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new org.apache.kafka.common.errors.InterruptException(e);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
