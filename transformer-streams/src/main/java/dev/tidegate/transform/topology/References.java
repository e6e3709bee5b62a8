package dev.tidegate.transform.topology;

import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.transform.document.Derivation;
import dev.tidegate.transform.document.ExistingIds;
import dev.tidegate.transform.state.DocumentKey;
import dev.tidegate.transform.state.ReferenceMessage;
import dev.tidegate.transform.state.ReferenceMessage.MessageKind;
import dev.tidegate.transform.state.WaitingDocument;
import dev.tidegate.transform.state.WaitingDocument.Question;
import dev.tidegate.transform.state.WaitingDocumentBytes;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.bson.BsonDocument;

/**
 * References to one of several collections: documents that have some ask which collection has the ids, wait for the answers, and
 * hear of changes. Confined to one processor's thread.
 */
record References(
        KeyValueStore<Bytes, byte[]> waiting,
        KeyValueStore<Bytes, byte[]> subscribers,
        ToIntFunction<String> tags,
        RowSender sender) {

    static References of(
            ProcessorContext<byte[], Emission> context, RowSender sender, ToIntFunction<String> tagOfCollection) {
        return new References(
                context.getStateStore(TransformTopics.WAITING_DOCUMENTS),
                context.getStateStore(TransformTopics.REFERENCE_SUBSCRIBERS),
                tagOfCollection,
                sender);
    }

    /** What this version asks, with the answers that are known from the version before. */
    WaitingDocument ask(DocumentVersion version, BsonDocument document, byte[] bson) {
        Set<DocumentKey> asked = new LinkedHashSet<>();
        ExistingIds recorder = (collection, id) -> {
            asked.add(new DocumentKey(tags.applyAsInt(collection), id));
            return false;
        };
        version.reading(() -> version.plan().rows().derive(document, version.canonicalId(), recorder));
        Map<DocumentKey, Question> questions =
                WaitingDocument.questions(asked, version.offset(), questionsBefore(version));
        return new WaitingDocument(bson, version.partition(), version.offset(), questions);
    }

    Derivation derive(DocumentVersion version, BsonDocument document, WaitingDocument answers) {
        ExistingIds existingIds = (collection, id) -> answers.exists(new DocumentKey(tags.applyAsInt(collection), id));
        return version.reading(() -> version.plan().rows().derive(document, version.canonicalId(), existingIds));
    }

    /** Keeps the document; asks what is new and takes back what is asked no longer. */
    void keep(DocumentVersion version, WaitingDocument document) {
        Map<DocumentKey, Question> before = questionsBefore(version);
        before.forEach((asked, question) -> {
            if (!document.questions().containsKey(asked)) {
                request(MessageKind.UNSUBSCRIBE, version, asked, question);
            }
        });
        document.questions().forEach((asked, question) -> {
            if (!before.containsKey(asked)) {
                request(MessageKind.SUBSCRIBE, version, asked, question);
            }
        });
        if (!document.questions().isEmpty()) {
            waiting.put(key(version), WaitingDocumentBytes.write(document));
        } else if (!before.isEmpty()) {
            waiting.delete(key(version));
        }
    }

    void forget(DocumentVersion version) {
        Map<DocumentKey, Question> before = questionsBefore(version);
        before.forEach((asked, question) -> request(MessageKind.UNSUBSCRIBE, version, asked, question));
        if (!before.isEmpty()) {
            waiting.delete(key(version));
        }
    }

    /** Answers all who asked that an id exists now, or no longer. */
    void announce(DocumentKey document, boolean exists, long timestamp) {
        try (KeyValueIterator<Bytes, byte[]> asking =
                subscribers.prefixScan(document.subscribersPrefix(), new ByteArraySerializer())) {
            while (asking.hasNext()) {
                var entry = asking.next();
                DocumentKey subscriber = DocumentKey.subscriberOf(entry.key);
                answer(subscriber, document, ByteBuffer.wrap(entry.value).getLong(), exists, timestamp);
            }
        }
    }

    void answer(DocumentKey subscriber, DocumentKey asked, long askedAt, boolean exists, long timestamp) {
        MessageKind kind = exists ? MessageKind.EXISTS : MessageKind.EXISTS_NOT;
        sender.answer(new ReferenceMessage(kind, subscriber, asked, askedAt), timestamp);
    }

    private void request(MessageKind kind, DocumentVersion version, DocumentKey asked, Question question) {
        DocumentKey subscriber = version.plan().key(version.canonicalId());
        sender.request(new ReferenceMessage(kind, subscriber, asked, question.askedAt()), version.timestamp());
    }

    private Map<DocumentKey, Question> questionsBefore(DocumentVersion version) {
        WaitingDocument before = WaitingDocumentBytes.read(waiting.get(key(version)));
        return before == null ? Map.of() : before.questions();
    }

    private static Bytes key(DocumentVersion version) {
        return version.plan().key(version.canonicalId()).bytes();
    }
}
