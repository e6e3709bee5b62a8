package dev.tidegate.transform.topology;

import dev.tidegate.events.row.RowHeaders;
import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.transform.document.Derivation;
import dev.tidegate.transform.state.DocumentKey;
import dev.tidegate.transform.state.DocumentState;
import dev.tidegate.transform.state.DocumentStateBytes;
import dev.tidegate.transform.state.ReferenceMessage;
import dev.tidegate.transform.state.ReferenceMessage.MessageKind;
import dev.tidegate.transform.state.WaitingDocument;
import dev.tidegate.transform.state.WaitingDocument.Question;
import dev.tidegate.transform.state.WaitingDocumentBytes;
import dev.tidegate.transform.value.FieldPath;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/** Takes an answer to the document that asked, and derives its rows again when that changes what is known. */
final class AnswerProcessor implements Processor<byte[], byte[], byte[], Emission> {
    private final CollectionPlans plans;
    private KeyValueStore<Bytes, byte[]> documents;
    private KeyValueStore<Bytes, byte[]> waiting;
    private DocumentTables rows;
    private References references;

    AnswerProcessor(CollectionPlans plans) {
        this.plans = plans;
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> context) {
        plans.commits().start(context);
        this.documents = context.getStateStore(TransformTopics.DOCUMENTS);
        this.waiting = context.getStateStore(TransformTopics.WAITING_DOCUMENTS);
        RowSender sender = new RowSender(context, plans.counters());
        this.rows = new DocumentTables(plans.tables(), sender, plans.counters());
        this.references = References.of(context, sender, plans::key);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        plans.commits().processed(record.timestamp());
        ReferenceMessage answer = ReferenceMessage.of(record.value());
        Bytes key = answer.subscriber().bytes();
        WaitingDocument document = WaitingDocumentBytes.read(waiting.get(key));
        boolean exists = answer.kind() == MessageKind.EXISTS;
        if (document == null || !isNews(document.questions().get(answer.asked()), answer, exists)) {
            return;
        }
        WaitingDocument answered = document.answered(answer.asked(), exists);
        waiting.put(key, WaitingDocumentBytes.write(answered));
        if (answered.isAnswered()) {
            settle(answer.subscriber(), answered, key, record.timestamp());
        }
    }

    /** An answer to an earlier asking says nothing about now: the one to the last asking is on its way. */
    private static boolean isNews(Question question, ReferenceMessage answer, boolean exists) {
        return question != null
                && question.askedAt() == answer.askedAt()
                && !Boolean.valueOf(exists).equals(question.answer());
    }

    private void settle(DocumentKey subscriber, WaitingDocument waitingDocument, Bytes key, long timestamp) {
        CollectionPlan plan = plans.ofKey(subscriber.tag());
        RawBsonDocument source = new RawBsonDocument(waitingDocument.bson());
        BsonDocument document = FieldPath.decoded(source);
        DocumentVersion version = version(plan, subscriber, document, waitingDocument, timestamp);
        DocumentState before = DocumentStateBytes.read(documents.get(key));
        Derivation derivation = references.derive(version, document, waitingDocument);
        DocumentState after = rows.apply(version, source, derivation, before);
        if (!after.equals(before)) {
            documents.put(key, DocumentStateBytes.write(after));
        }
    }

    private DocumentVersion version(
            CollectionPlan plan,
            DocumentKey subscriber,
            BsonDocument document,
            WaitingDocument waitingDocument,
            long timestamp) {
        String documentId = DocumentId.of(document.get("_id")).display();
        RecordHeaders headers = new RecordHeaders();
        RowHeaders.write(headers, new RowHeaders.Origin(plan.collection(), documentId));
        return new DocumentVersion(
                plan,
                subscriber.canonicalId(),
                documentId,
                plan.rows().rowId(subscriber.canonicalId()),
                plans.rawTopic(plan),
                waitingDocument.partition(),
                waitingDocument.offset(),
                timestamp,
                headers);
    }
}
