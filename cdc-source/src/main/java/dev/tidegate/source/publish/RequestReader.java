package dev.tidegate.source.publish;

import dev.tidegate.events.reread.RereadRequest;
import dev.tidegate.events.reread.RereadRequestSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads requests to publish documents again. Used by one thread. */
public final class RequestReader implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Deserializer<RereadRequest> requests = new RereadRequestSerde().deserializer();

    /** @param request empty for a record that is none */
    public record ReadRequest(long offset, Optional<RereadRequest> request) {}

    RequestReader(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
    }

    /** The first request to read; where there is none of that offset any more, the oldest that is there. */
    public void seek(long offset) {
        consumer.seek(partition, offset);
    }

    /** What is there, a few hundred at most. Does not wait. */
    public List<ReadRequest> read() {
        List<ReadRequest> read = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
            read.add(new ReadRequest(record.offset(), request(record)));
        }
        return read;
    }

    private Optional<RereadRequest> request(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(requests.deserialize(record.topic(), record.value()));
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
