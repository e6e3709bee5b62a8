package dev.tidegate.source.publish;

import dev.tidegate.events.raw.ChangePosition;
import dev.tidegate.events.raw.RawChange;
import dev.tidegate.events.raw.RawChange.Operation;
import dev.tidegate.events.raw.RawChangeSerde;
import dev.tidegate.events.raw.RawHeaders;
import dev.tidegate.events.reread.RereadHeader;
import dev.tidegate.events.reread.RereadRequest;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.id.DocumentId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.bson.RawBsonDocument;

/** Changes as records of their raw topics. Thread-safe. */
public final class RawRecords {
    private final Topics topics;
    private final Serializer<RawChange> values = new RawChangeSerde().serializer();

    public RawRecords(Topics topics) {
        this.topics = topics;
    }

    /** @param commitTime in the source, milliseconds since the epoch */
    public ProducerRecord<byte[], byte[]> change(
            String collection, DocumentId id, RawChange change, ChangePosition position, long commitTime) {
        String topic = topics.raw(collection);
        return record(topic, id, values.serialize(topic, change), position, commitTime);
    }

    public ProducerRecord<byte[], byte[]> delete(
            String collection, DocumentId id, ChangePosition position, long commitTime) {
        return record(topics.raw(collection), id, null, position, commitTime);
    }

    /**
     * A document that was asked for, as it is now: its commit time is not known, the record's time is now.
     *
     * @param document empty where there is no such document
     */
    public ProducerRecord<byte[], byte[]> reread(
            RereadRequest request, DocumentId id, Optional<RawBsonDocument> document, ChangePosition position) {
        String topic = topics.raw(request.collection());
        byte[] value = document.map(found -> values.serialize(topic, new RawChange(Operation.REREAD, found)))
                .orElse(null);
        var record = record(topic, id, value, position, System.currentTimeMillis());
        RereadHeader.write(record.headers(), request.orphans());
        return record;
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, DocumentId id, byte[] value, ChangePosition position, long commitTime) {
        byte[] key = id.canonical().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, commitTime, key, value);
        RawHeaders.write(record.headers(), position, id.display());
        return record;
    }
}
