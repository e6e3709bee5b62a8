package dev.tidegate.transform.topology;

import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableRow;
import dev.tidegate.transform.progress.TransformCounters;
import dev.tidegate.transform.state.ReferenceMessage;
import dev.tidegate.transform.topology.CollectionPlan.SlotTarget;
import dev.tidegate.transform.topology.Emission.Answer;
import dev.tidegate.transform.topology.Emission.EdgeClaim;
import dev.tidegate.transform.topology.Emission.Request;
import dev.tidegate.transform.topology.Emission.RowChange;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends rows, claims to edges and messages about references on from one processor. Confined to its thread. */
record RowSender(ProcessorContext<byte[], Emission> context, TransformCounters counters) {

    /** @param row null to delete */
    void row(DocumentVersion version, TableTopic topic, RowKey key, TableRow row) {
        counters.row(topic.table().name());
        forward(topic.bytes(key), new RowChange(topic, row), version);
    }

    /** A row of a child table or junction; of a junction fed by both ends, this end's claim. */
    void owned(DocumentVersion version, SlotTarget target, Object part, TableRow row) {
        owned(version, target, part, row, false);
    }

    /** Deletes what the document has never given, as far as is known; an edge stays when the other end holds it. */
    void orphan(DocumentVersion version, SlotTarget target, Object part) {
        owned(version, target, part, null, true);
    }

    private void owned(DocumentVersion version, SlotTarget target, Object part, TableRow row, boolean isStray) {
        RowKey key = target.key(version.rowId(), part);
        if (target.union() == CollectionPlan.NO_UNION) {
            row(version, target.topic(), key, row);
        } else {
            byte[] edge = EdgeKey.of(target.union(), key).bytes();
            forward(edge, new EdgeClaim(target.isLeft(), row != null, isStray), version);
        }
    }

    void request(ReferenceMessage message, long timestamp) {
        message(message, new Request(message), timestamp);
    }

    void answer(ReferenceMessage message, long timestamp) {
        message(message, new Answer(message), timestamp);
    }

    private void message(ReferenceMessage message, Emission emission, long timestamp) {
        byte[] key = message.receiver().getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(key, emission, timestamp, new RecordHeaders()));
    }

    private void forward(byte[] key, Emission emission, DocumentVersion version) {
        context.forward(new Record<>(key, emission, version.timestamp(), version.headers()));
    }
}
