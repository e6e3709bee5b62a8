package dev.tidegate.transform.topology;

import dev.tidegate.events.raw.RawChange;
import dev.tidegate.events.raw.RawChangeSerde;
import dev.tidegate.events.raw.RawHeaders;
import dev.tidegate.events.reread.OrphanRow;
import dev.tidegate.events.reread.RereadHeader;
import dev.tidegate.events.row.RowHeaders;
import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.transform.document.Derivation;
import dev.tidegate.transform.state.DocumentState;
import dev.tidegate.transform.state.DocumentStateBytes;
import dev.tidegate.transform.state.WaitingDocument;
import dev.tidegate.transform.value.EntryFilter.Fate;
import dev.tidegate.transform.value.FieldPath;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/** Turns each raw change into the changes of rows that it makes. */
final class DocumentProcessor implements Processor<String, byte[], byte[], Emission> {
    private final CollectionPlans plans;
    private final Deserializer<RawChange> changes = new RawChangeSerde().deserializer();
    private ProcessorContext<byte[], Emission> context;
    private KeyValueStore<Bytes, byte[]> documents;
    private DocumentTables rows;
    private References references;

    DocumentProcessor(CollectionPlans plans) {
        this.plans = plans;
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> processorContext) {
        this.context = processorContext;
        this.documents = processorContext.getStateStore(TransformTopics.DOCUMENTS);
        RowSender sender = new RowSender(processorContext, plans.counters());
        this.rows = new DocumentTables(plans.tables(), sender, plans.counters());
        plans.commits().start(processorContext);
        this.references = plans.ask() ? References.of(processorContext, sender, plans::key) : null;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        RecordMetadata position = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a raw record comes from a topic"));
        plans.commits().processed(record.timestamp());
        List<DocumentVersion> versions = plans.ofRawTopic(position.topic()).stream()
                .map(plan -> version(record, plan, position))
                .toList();
        DocumentVersion first = versions.get(0);
        plans.counters().change(first.plan().source());
        if (record.value() == null) {
            versions.forEach(version -> {
                Bytes key = key(version);
                delete(version, key, before(record, version, key));
            });
        } else {
            RawBsonDocument source = source(record, first);
            Read read = new Read(source, first.reading(() -> FieldPath.decoded(source)));
            // What an entry no longer gives goes before another gives it: both may have one row, as in the id map.
            versions.stream()
                    .filter(version -> isNothing(version, read))
                    .forEach(version -> exclude(record, version, read));
            versions.stream()
                    .filter(version -> !isNothing(version, read))
                    .forEach(version -> give(record, version, read));
        }
    }

    /** @param source as it came @param document decoded */
    private record Read(RawBsonDocument source, BsonDocument document) {}

    private static boolean isNothing(DocumentVersion version, Read read) {
        return fate(version, read).isNothing();
    }

    private static Fate fate(DocumentVersion version, Read read) {
        return version.reading(() -> version.plan().rows().fate(read.document()));
    }

    private void exclude(Record<String, byte[]> record, DocumentVersion version, Read read) {
        if (fate(version, read) == Fate.EXCLUDED) {
            plans.counters().excluded(version.plan().collection());
        }
        Bytes key = key(version);
        delete(version, key, before(record, version, key));
    }

    private void give(Record<String, byte[]> record, DocumentVersion version, Read read) {
        Bytes key = key(version);
        DocumentState before = before(record, version, key);
        if (version.plan().asks()) {
            ask(version, read.document(), read.source(), key, before);
        } else {
            store(key, before, rows.apply(version, read.source(), derive(version, read.document()), before));
        }
        announce(version, before == null, true);
    }

    private static Bytes key(DocumentVersion version) {
        return version.plan().key(version.canonicalId()).bytes();
    }

    private DocumentState before(Record<String, byte[]> record, DocumentVersion version, Bytes key) {
        return sweep(record, version, key, DocumentStateBytes.read(documents.get(key)));
    }

    /** What somebody else may have put into the tables goes first, when a document comes on request. */
    private DocumentState sweep(
            Record<String, byte[]> record, DocumentVersion version, Bytes key, DocumentState before) {
        Optional<List<OrphanRow>> asked = version.reading(() -> RereadHeader.read(record.headers()));
        if (asked.isEmpty()) {
            return before;
        }
        OrphanRows orphans = version.reading(() -> OrphanRows.of(version, asked.get()));
        DocumentState swept = rows.sweep(version, orphans, before);
        if (swept != null) {
            store(key, before, swept);
        }
        return swept;
    }

    private void ask(
            DocumentVersion version, BsonDocument document, RawBsonDocument source, Bytes key, DocumentState before) {
        WaitingDocument waiting = references.ask(version, document, bson(source));
        references.keep(version, waiting);
        if (waiting.isAnswered()) {
            Derivation derivation = references.derive(version, document, waiting);
            store(key, before, rows.apply(version, source, derivation, before));
        } else if (before == null) {
            store(key, null, DocumentState.KNOWN);
        }
    }

    /** Of a document that is gone, or that is excluded: to those that refer to it, it does not exist. */
    private void delete(DocumentVersion version, Bytes key, DocumentState before) {
        if (before == null) {
            return;
        }
        rows.delete(version, before);
        documents.delete(key);
        if (version.plan().asks()) {
            references.forget(version);
        }
        announce(version, true, false);
    }

    private void announce(DocumentVersion version, boolean changed, boolean exists) {
        if (changed && version.plan().isAskedFor()) {
            references.announce(version.plan().key(version.canonicalId()), exists, version.timestamp());
        }
    }

    private Derivation derive(DocumentVersion version, BsonDocument document) {
        return version.reading(
                () -> version.plan().rows().derive(document, version.canonicalId(), (collection, id) -> false));
    }

    private void store(Bytes key, DocumentState before, DocumentState after) {
        if (!after.equals(before)) {
            documents.put(key, DocumentStateBytes.write(after));
        }
    }

    private DocumentVersion version(Record<String, byte[]> record, CollectionPlan plan, RecordMetadata position) {
        try {
            String documentId = RawHeaders.documentId(record.headers());
            RecordHeaders headers = new RecordHeaders();
            RowHeaders.write(headers, new RowHeaders.Origin(plan.collection(), documentId));
            return new DocumentVersion(
                    plan,
                    record.key(),
                    documentId,
                    plan.rows().rowId(record.key()),
                    position.topic(),
                    position.partition(),
                    position.offset(),
                    record.timestamp(),
                    headers);
        } catch (RuntimeException e) {
            throw unreadable(position, e);
        }
    }

    private RawBsonDocument source(Record<String, byte[]> record, DocumentVersion version) {
        return version.reading(
                () -> changes.deserialize(version.topic(), record.value()).document());
    }

    private static byte[] bson(RawBsonDocument source) {
        var buffer = source.getByteBuffer();
        byte[] bson = new byte[buffer.remaining()];
        buffer.get(bson);
        return bson;
    }

    private static UnreadableRecordException unreadable(RecordMetadata position, RuntimeException cause) {
        return UnreadableRecordException.of(position.topic(), position.partition(), position.offset(), cause);
    }
}
