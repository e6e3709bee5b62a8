package dev.tidegate.transform;

import dev.tidegate.events.raw.RawChange;
import dev.tidegate.events.raw.RawChangeSerde;
import dev.tidegate.events.raw.RawHeaders;
import dev.tidegate.events.raw.SourcePosition;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.transform.topology.RandomShop.Step;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
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
    private long clock = 1_000;

    RawTopics(String migration, String bootstrapServers) {
        this.topics = new Topics(migration);
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer());
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
        RawHeaders.write(record.headers(), new SourcePosition("t" + clock, clock++), documentId.display());
        producer.send(record);
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
