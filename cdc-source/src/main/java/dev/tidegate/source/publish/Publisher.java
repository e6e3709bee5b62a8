package dev.tidegate.source.publish;

import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction at a time into Kafka. Used by one thread at a time.
 *
 * <p>Every method throws {@link KafkaException} when the broker refuses or does not answer; {@link #abort} afterwards,
 * or open a new publisher.
 */
public final class Publisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;

    Publisher(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Shuts out every earlier publisher of the same transactional id and aborts what it left open. Call first. */
    public void takeOver() {
        producer.initTransactions();
    }

    public void begin() {
        producer.beginTransaction();
    }

    /** Does not wait: a record that cannot be sent makes {@link #commit} fail. */
    public void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    /** All records since {@link #begin}, or none. */
    public void commit() {
        producer.commitTransaction();
    }

    /** Never throws: the failure that led here is the one that counts, and a publisher opened later aborts as well. */
    public void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            LOG.debug("a transaction could not be aborted, the next start does it", e);
        }
    }

    /** Waits for a broker for a moment only: what is not committed by now is not to be. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
