package dev.tidegate.transform;

import dev.tidegate.events.raw.ChangePosition;
import dev.tidegate.events.raw.RawChange;
import dev.tidegate.events.raw.RawChangeSerde;
import dev.tidegate.events.raw.RawHeaders;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.transform.topology.RandomShop.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** Writes what cdc-source would have written. */
final class RawTopics implements AutoCloseable {
    private final Topics topics;
    private final KafkaProducer<String, byte[]> producer;
    private final RawChangeSerde serde = new RawChangeSerde();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private long clock = System.currentTimeMillis();

    RawTopics(String migration, String bootstrapServers) {
        this.topics = new Topics(migration);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        // A partition's first batch that is put off would be refused for ever once the next one was
                        // taken.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** What is sent next is of this time. */
    void at(Instant time) {
        clock = time.toEpochMilli();
    }

    void send(Step step) {
        byte[] value = null;
        if (step.document() != null) {
            RawBsonDocument document = new RawBsonDocument(step.document(), new BsonDocumentCodec());
            value = serde.serializer().serialize("", new RawChange(RawChange.Operation.UPDATE, document));
        }
        send(step.place().collection(), step.place().id(), value);
    }

    void send(String collection, BsonValue id, byte[] value) {
        DocumentId documentId = DocumentId.of(id);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topics.raw(collection), null, clock, documentId.canonical(), value);
        RawHeaders.write(
                record.headers(),
                new ChangePosition("t" + clock, SourcePosition.withoutTime(clock++)),
                documentId.display());
        sent.add(producer.send(record));
    }

    /** Fails when a record was not taken: the tables would lack it. */
    void flush() {
        producer.flush();
        sent.forEach(RawTopics::get);
        sent.clear();
    }

    private static RecordMetadata get(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a record was not taken", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
