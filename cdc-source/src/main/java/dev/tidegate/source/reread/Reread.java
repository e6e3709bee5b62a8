package dev.tidegate.source.reread;

import dev.tidegate.events.raw.ChangePosition;
import dev.tidegate.events.reread.RereadRequest;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceStateRecords;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.source.publish.Publisher;
import dev.tidegate.source.publish.RawRecords;
import dev.tidegate.source.publish.RequestReader;
import dev.tidegate.source.publish.RequestReader.ReadRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the documents that are asked for, as they are now, together with the note how far the requests are carried
 * out: each request is carried out once, whenever this process is killed. Used by one thread.
 *
 * <p>What it publishes must not be older than what the stream has published before it, nor must anything of the stream
 * come between the read and the commit: a document would be left at an older version.
 */
public final class Reread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reread.class);

    /** A transaction takes up no more requests once it has so much, so that Kafka does not end it for taking too long. */
    private static final long ENOUGH_BYTES = 64 << 20;

    /** Requests that are read from MongoDB at once: documents of 16 MiB each, at worst. */
    private static final int PORTION = 10;

    private final RequestReader requests;
    private final CurrentDocuments documents;
    private final RawRecords records;
    private final SourceStateRecords notes;
    private List<ReadRequest> asked = List.of();
    private int taken;
    private long bytesSent;
    private long documentsSent;
    private long missing;

    public Reread(RequestReader requests, CurrentDocuments documents, RawRecords records, SourceStateRecords notes) {
        this.requests = requests;
        this.documents = documents;
        this.records = records;
        this.notes = notes;
    }

    public void resumeFrom(long offset) {
        requests.seek(offset);
    }

    /** Whether there is something to publish. Does not wait. */
    public boolean isAsked() {
        if (asked.isEmpty()) {
            asked = requests.read();
            logWhatWasDone();
        }
        return !asked.isEmpty();
    }

    /**
     * Sends what is asked for into the publisher's open transaction, or as much of it as is enough for one.
     *
     * @param seen position of the latest change that is published already
     */
    public void publish(Publisher publisher, SourcePosition seen) {
        taken = 0;
        bytesSent = 0;
        while (taken < asked.size() && bytesSent < ENOUGH_BYTES) {
            List<ReadRequest> portion = asked.subList(taken, Math.min(asked.size(), taken + PORTION));
            publish(portion, publisher, seen);
            taken += portion.size();
        }
        publisher.send(notes.requestsTo(asked.get(taken - 1).offset() + 1));
    }

    private void publish(List<ReadRequest> portion, Publisher publisher, SourcePosition seen) {
        Map<String, Map<String, WantedDocument>> byCollection = new LinkedHashMap<>();
        for (ReadRequest read : portion) {
            RereadRequest request = read.request().orElse(null);
            if (request == null || !documents.has(request.collection())) {
                LOG.warn("a request is passed by, it names no document of the migration offset={}", read.offset());
                continue;
            }
            byCollection
                    .computeIfAbsent(request.collection(), name -> new LinkedHashMap<>())
                    .merge(
                            DocumentId.of(request.id()).canonical(),
                            new WantedDocument(request, read.offset()),
                            WantedDocument::and);
        }
        byCollection.forEach((collection, ofCollection) -> publish(collection, ofCollection, publisher, seen));
    }

    /** What {@link #publish} sent is committed. */
    public void published() {
        asked = List.copyOf(asked.subList(taken, asked.size()));
    }

    /** @param offset of the last request for the document: with its id it names what is published */
    private record WantedDocument(RereadRequest request, long offset) {
        WantedDocument and(WantedDocument later) {
            return new WantedDocument(request.and(later.request), later.offset);
        }
    }

    private void publish(
            String collection, Map<String, WantedDocument> wanted, Publisher publisher, SourcePosition seen) {
        Map<String, WantedDocument> left = new LinkedHashMap<>(wanted);
        List<BsonValue> ids =
                wanted.values().stream().map(each -> each.request().id()).toList();
        documents.read(collection, ids, seen, (id, document) -> {
            WantedDocument found = left.remove(id.canonical());
            // Under a collation an id finds one that is another to the migration.
            if (found != null) {
                documentsSent++;
                bytesSent += document.getByteBuffer().remaining();
                send(publisher, found, id, Optional.of(document), seen);
            }
        });
        missing += left.size();
        left.values().forEach(gone -> {
            DocumentId id = DocumentId.of(gone.request().id());
            send(publisher, gone, id, Optional.empty(), seen);
        });
    }

    /** @param id the document's own where it is there: 1 and 1.0 are one id, and are shown as the document has it */
    private void send(
            Publisher publisher,
            WantedDocument wanted,
            DocumentId id,
            Optional<RawBsonDocument> document,
            SourcePosition seen) {
        ChangePosition position = new ChangePosition("resend:" + wanted.offset(), seen);
        publisher.send(records.reread(wanted.request(), id, document, position));
    }

    private void logWhatWasDone() {
        if (asked.isEmpty() && documentsSent + missing > 0) {
            LOG.info("re-read on request documents={} deletes={}", documentsSent, missing);
            documentsSent = 0;
            missing = 0;
        }
    }

    @Override
    public void close() {
        requests.close();
    }
}
