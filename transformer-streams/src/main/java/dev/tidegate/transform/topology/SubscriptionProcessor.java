package dev.tidegate.transform.topology;

import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.transform.state.DocumentKey;
import dev.tidegate.transform.state.ReferenceMessage;
import dev.tidegate.transform.state.ReferenceMessage.MessageKind;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** In the partition where an id would be: notes who asked, and answers whether it exists. */
final class SubscriptionProcessor implements Processor<byte[], byte[], byte[], Emission> {
    private final CollectionPlans plans;
    private RowSender sender;
    private KeyValueStore<Bytes, byte[]> documents;
    private KeyValueStore<Bytes, byte[]> subscribers;

    SubscriptionProcessor(CollectionPlans plans) {
        this.plans = plans;
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> context) {
        plans.commits().start(context);
        this.sender = new RowSender(context, plans.counters());
        this.documents = context.getStateStore(TransformTopics.DOCUMENTS);
        this.subscribers = context.getStateStore(TransformTopics.REFERENCE_SUBSCRIBERS);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        plans.commits().processed(record.timestamp());
        ReferenceMessage request = ReferenceMessage.of(record.value());
        DocumentKey asked = request.asked();
        Bytes key = asked.subscriberKey(request.subscriber());
        if (request.kind() == MessageKind.UNSUBSCRIBE) {
            subscribers.delete(key);
            return;
        }
        byte[] askedAt =
                ByteBuffer.allocate(Long.BYTES).putLong(request.askedAt()).array();
        subscribers.put(key, askedAt);
        MessageKind answer = documents.get(asked.bytes()) == null ? MessageKind.EXISTS_NOT : MessageKind.EXISTS;
        sender.answer(new ReferenceMessage(answer, request.subscriber(), asked, request.askedAt()), record.timestamp());
    }
}
