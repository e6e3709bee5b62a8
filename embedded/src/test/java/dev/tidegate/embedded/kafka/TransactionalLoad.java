package dev.tidegate.embedded.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A thread that commits one transaction after another, each of one record to each partition, and aborts some. Each record's
 * value is its transaction's name. It continues over a broker that is away.
 */
final class TransactionalLoad implements AutoCloseable {
    enum Outcome {
        COMMITTED,
        ABORTED,
        UNKNOWN
    }

    private final String id;
    private final String topic;
    private final int partitions;
    private final Random random;
    private final Map<String, Object> settings;
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean ending;

    TransactionalLoad(String id, String bootstrapServers, String topic, int partitions, long seed) {
        this.id = id;
        this.topic = topic;
        this.partitions = partitions;
        this.random = new Random(seed);
        this.settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "transactional.id", id,
                "max.block.ms", "60000",
                "reconnect.backoff.max.ms", "200",
                "linger.ms", "0");
        this.thread = new Thread(this::run, id);
        thread.start();
    }

    Map<String, Outcome> outcomes() {
        return Map.copyOf(outcomes);
    }

    long committed() {
        return outcomes.values().stream().filter(Outcome.COMMITTED::equals).count();
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Ends after the transaction at hand. */
    @Override
    public void close() throws InterruptedException {
        ending = true;
        thread.join();
    }

    private void run() {
        try {
            while (!ending) {
                produceUntilFailure();
            }
        } catch (RuntimeException | Error e) {
            failure.set(e);
        }
    }

    /** A producer that failed may not have heard of its transaction's end: the next one, of the same id, settles it. */
    private void produceUntilFailure() {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            while (!ending) {
                transaction(producer, id + "-" + outcomes.size());
            }
        } catch (KafkaException e) {
            System.out.println(id + " opens a new producer after " + e);
        }
    }

    private void transaction(KafkaProducer<String, String> producer, String name) {
        outcomes.put(name, Outcome.UNKNOWN);
        producer.beginTransaction();
        for (int partition = 0; partition < partitions; partition++) {
            producer.send(new ProducerRecord<>(topic, partition, name, name));
        }
        if (random.nextInt(8) == 0) {
            producer.abortTransaction();
            outcomes.put(name, Outcome.ABORTED);
        } else {
            producer.commitTransaction();
            outcomes.put(name, Outcome.COMMITTED);
        }
    }
}
