package dev.tidegate.transform.topology;

import dev.tidegate.events.row.TableRow;
import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.transform.document.EdgeRows;
import dev.tidegate.transform.topology.Emission.EdgeClaim;
import dev.tidegate.transform.topology.Emission.RowChange;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the row of an edge present while either end claims it. */
final class EdgeProcessor implements Processor<byte[], byte[], byte[], Emission> {
    private static final int LEFT = 1;
    private static final int RIGHT = 2;

    private final CollectionPlans plans;
    private final TableTopics tables;
    private ProcessorContext<byte[], Emission> context;
    private KeyValueStore<Bytes, byte[]> edges;

    EdgeProcessor(CollectionPlans plans) {
        this.plans = plans;
        this.tables = plans.tables();
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> processorContext) {
        plans.commits().start(processorContext);
        this.context = processorContext;
        this.edges = processorContext.getStateStore(TransformTopics.EDGES);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        plans.commits().processed(record.timestamp());
        EdgeKey edge = EdgeKey.of(record.key());
        EdgeClaim claim = EdgeClaim.of(record.value());
        int before = claims(edge);
        int end = claim.left() ? LEFT : RIGHT;
        int after = claim.present() ? before | end : before & ~end;
        if (after != before) {
            edges.put(edge.storeKey(), after == 0 ? null : new byte[] {(byte) after});
        }
        if (claim.present()) {
            forward(edge, EdgeRows.row(tables.unions().get(edge.union()).table(), edge.rowKey()), record);
        } else if (after == 0 && (before != 0 || claim.isStray())) {
            forward(edge, null, record);
        }
    }

    private int claims(EdgeKey edge) {
        byte[] flags = edges.get(edge.storeKey());
        return flags == null ? 0 : flags[0];
    }

    private void forward(EdgeKey edge, TableRow row, Record<byte[], byte[]> record) {
        TableTopic topic = tables.unions().get(edge.union());
        plans.counters().row(topic.table().name());
        context.forward(new Record<>(
                topic.bytes(edge.rowKey()), new RowChange(topic, row), record.timestamp(), record.headers()));
    }
}
