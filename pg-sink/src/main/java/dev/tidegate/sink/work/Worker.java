package dev.tidegate.sink.work;

import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.sink.position.ForeignTopicException;
import dev.tidegate.sink.position.StaleInstanceException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads its share of the partitions and writes it, batch by batch. {@link #run} is for one thread. */
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration REST = Duration.ofMillis(200);

    /** How long leaving the group may take when the broker does not answer. */
    private static final Duration LEAVE = Duration.ofSeconds(2);

    private final WorkerContext context;
    private final List<String> topics;
    private final String deadLetterTopic;
    private final BatchWriter writer;
    private volatile Consumer<byte[], byte[]> current;

    public Worker(WorkerContext context) {
        this.context = context;
        Topics names = new Topics(context.migration().name());
        this.topics =
                context.migration().tablesWithTopic().stream().map(names::table).toList();
        this.deadLetterTopic = names.table(TidegateTables.DEAD_LETTER);
        this.writer = new BatchWriter(context.connections(), context.migration(), context.meter());
    }

    /** Works until the sink is closed; throws what stops it for good. */
    public void run() {
        while (!context.closing().isAsked()) {
            try {
                joinAndWrite();
            } catch (StaleInstanceException | RejoinException e) {
                context.meter().retried(e.getMessage());
                LOG.info("stage=sink {}; joining anew", e.getMessage());
                context.closing().await(REST);
            } catch (ClosedException e) {
                LOG.info("stage=sink {}", e.getMessage());
            }
        }
    }

    /** Ends a poll at once. For any thread. */
    public void wakeUp() {
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private void joinAndWrite() {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                context.consumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            current = consumer;
            Ownership ownership = new Ownership(consumer, context);
            consumer.subscribe(topics, ownership);
            while (!context.closing().isAsked()) {
                write(poll(consumer), ownership);
            }
        } catch (WakeupException e) {
            if (!context.closing().isAsked()) {
                throw e;
            }
        } finally {
            current = null;
            consumer.close(CloseOptions.timeout(LEAVE));
        }
    }

    private void write(ConsumerRecords<byte[], byte[]> records, Ownership ownership) {
        Batch batch = Batch.of(records, ownership.claims(), deadLetterTopic);
        if (!batch.isEmpty()) {
            context.retries().call("writing a batch", () -> {
                writer.write(batch, ownership.withRefusals());
                return null;
            });
            ownership.advanced(batch.steps());
        }
        ownership.reportLag();
    }

    private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer) {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            throw new ForeignTopicException(
                    "the broker does not have the records from these offsets on: " + e.offsetOutOfRangePartitions());
        } catch (WakeupException e) {
            throw e;
        } catch (RetriableException e) {
            throw new RejoinException(e);
        } catch (KafkaException e) {
            // What a rebalance listener throws comes wrapped.
            throw e.getCause() instanceof RuntimeException cause && !(cause instanceof KafkaException) ? cause : e;
        }
    }
}
