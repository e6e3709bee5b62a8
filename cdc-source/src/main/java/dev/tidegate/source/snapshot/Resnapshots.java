package dev.tidegate.source.snapshot;

import com.mongodb.ClientSessionOptions;
import com.mongodb.ReadConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Sorts;
import dev.tidegate.events.raw.ChangePosition;
import dev.tidegate.events.raw.RawChange;
import dev.tidegate.events.raw.RawChange.Operation;
import dev.tidegate.events.source.CollectionState;
import dev.tidegate.events.source.RangeState;
import dev.tidegate.events.source.Remade;
import dev.tidegate.events.source.Remade.Step;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceStateRecords;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.source.position.ClusterTime;
import dev.tidegate.source.publish.Publisher;
import dev.tidegate.source.publish.RawRecords;
import dev.tidegate.source.publish.RawTopicReader;
import dev.tidegate.source.publish.RawTopicReader.Portion;
import dev.tidegate.source.reread.CurrentDocuments;
import dev.tidegate.source.server.CollectionInfo;
import dev.tidegate.source.server.SourceHistory;
import dev.tidegate.source.stream.BetweenBatches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes collections again that were dropped, renamed or made again, a small part at a time between two batches of the stream,
 * so that the other collections go on. Each part and the note how far it has got are one Kafka transaction: a kill loses and
 * repeats none.
 *
 * <p>What is read is not older than the moment at which it was found that the collection was made again. The stream's events
 * up to that moment are of documents that are read or deleted here, and are not published any more; later ones come after
 * what is read, as with a document that is re-read. Used by one thread, {@link #isSuperseded} by any.
 */
public final class Resnapshots implements BetweenBatches, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resnapshots.class);
    private static final int DOCUMENTS_AT_ONCE = 500;
    private static final long BYTES_AT_ONCE = 8 << 20;

    /** @param remade collections with the time at which that was found out */
    public record Noticed(MongoClient client, String database, Supplier<Map<String, SourcePosition>> remade) {}

    private final Noticed noticed;
    private final CurrentDocuments current;
    private final RawRecords records;
    private final SourceStateRecords notes;
    private final RawTopicReader rawTopics;
    private final Map<String, Remade> remade;
    private final Map<String, CollectionState> collections;
    private BiConsumer<Remade, Map<String, CollectionState>> onCommit = (next, all) -> {};
    private Remade next;

    public Resnapshots(
            Noticed noticed,
            CurrentDocuments current,
            RawRecords records,
            SourceStateRecords notes,
            RawTopicReader rawTopics,
            Map<String, Remade> remade,
            Map<String, CollectionState> collections) {
        this.noticed = noticed;
        this.current = current;
        this.records = records;
        this.notes = notes;
        this.rawTopics = rawTopics;
        this.remade = new ConcurrentHashMap<>(remade);
        this.collections = new LinkedHashMap<>(collections);
    }

    /** @param listener gets what was noted, each time */
    public void onCommit(BiConsumer<Remade, Map<String, CollectionState>> listener) {
        onCommit = listener;
    }

    @Override
    public boolean isSuperseded(String collection, SourcePosition event) {
        Remade known = remade.get(collection);
        return known != null && event.compareTo(known.since()) <= 0;
    }

    @Override
    public boolean isAsked() {
        return newlyMade().isPresent() || underWay().isPresent();
    }

    @Override
    public void publish(Publisher publisher, SourcePosition seen) {
        Optional<String> newlyMade = newlyMade();
        if (newlyMade.isPresent()) {
            next = begin(newlyMade.get());
        } else {
            Remade now = underWay().orElseThrow();
            next = now.step() == Step.READING ? read(now, publisher, seen) : sweep(now, publisher, seen);
        }
        publisher.send(notes.remade(next));
        if (next.isDone()) {
            CollectionState then = collections.get(next.collection());
            CollectionState state =
                    new CollectionState(next.collection(), then.estimatedDocuments(), next.uuid(), then.ranges());
            collections.put(next.collection(), state);
            publisher.send(notes.collection(state));
        }
    }

    @Override
    public void published() {
        remade.put(next.collection(), next);
        if (next.isDone()) {
            LOG.info("taken again collection={} documents={}", next.collection(), next.documents());
        }
        onCommit.accept(next, Map.copyOf(collections));
    }

    private Optional<String> newlyMade() {
        return noticed.remade().get().entrySet().stream()
                .filter(each -> !isSuperseded(each.getKey(), each.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Optional<Remade> underWay() {
        return remade.values().stream().filter(each -> !each.isDone()).findFirst();
    }

    /** The time before the UUID: where the collection is made again in between, a later event says so. */
    private Remade begin(String collection) {
        SourcePosition since = SourceHistory.beginning(noticed.client())
                .later(noticed.remade().get().getOrDefault(collection, ClusterTime.position(0)));
        Optional<String> uuid = Optional.ofNullable(
                        CollectionInfo.list(noticed.client().getDatabase(noticed.database()))
                                .get(collection))
                .flatMap(CollectionInfo::uuid);
        LOG.warn("dropped, renamed or made again, it is taken again collection={} since={}", collection, since);
        return Remade.begin(collection, uuid, since, RangeCutter.ranges(collection, List.of()));
    }

    private Remade read(Remade now, Publisher publisher, SourcePosition seen) {
        Optional<RangeState> left =
                now.ranges().stream().filter(range -> !range.done()).findFirst();
        return left.isPresent()
                ? now.read(read(left.get(), now, publisher, seen))
                : now.sweep(rawTopics.ends(now.collection()));
    }

    private RangeState read(RangeState range, Remade now, Publisher publisher, SourcePosition seen) {
        BsonValue last = null;
        int documents = 0;
        long bytes = 0;
        try (ClientSession session = noticed.client()
                        .startSession(ClientSessionOptions.builder()
                                .causallyConsistent(true)
                                .build());
                MongoCursor<RawBsonDocument> cursor =
                        open(session, range, now.since().later(seen))) {
            while (cursor.hasNext()) {
                RawBsonDocument document = cursor.next();
                last = ExactBson.id(document);
                publisher.send(records.change(
                        now.collection(),
                        DocumentId.of(last),
                        new RawChange(Operation.SNAPSHOT, document),
                        position(now),
                        System.currentTimeMillis()));
                documents++;
                bytes += document.getByteBuffer().remaining();
                boolean isEnough = documents >= DOCUMENTS_AT_ONCE || bytes >= BYTES_AT_ONCE;
                if (isEnough && range.bracket().isOrdered()) {
                    return range.readTo(last, documents);
                }
            }
        }
        return (last == null ? range : range.readTo(last, documents)).finished();
    }

    private MongoCursor<RawBsonDocument> open(ClientSession session, RangeState range, SourcePosition notBefore) {
        session.advanceOperationTime(ClusterTime.of(notBefore));
        return noticed.client()
                .getDatabase(noticed.database())
                .getCollection(range.collection(), RawBsonDocument.class)
                .withReadConcern(ReadConcern.MAJORITY)
                .find(session, RangeQuery.rest(range))
                .sort(Sorts.ascending("_id"))
                .batchSize(DOCUMENTS_AT_ONCE)
                .iterator();
    }

    /** What the raw topic has, and the collection has not, is deleted. */
    private Remade sweep(Remade now, Publisher publisher, SourcePosition seen) {
        Portion portion = rawTopics.read(now.collection(), now.sweptTo(), now.ends());
        Map<String, BsonValue> missing = new LinkedHashMap<>();
        portion.ids().forEach(id -> missing.put(DocumentId.of(id).canonical(), id));
        if (!missing.isEmpty()) {
            current.read(
                    now.collection(),
                    List.copyOf(missing.values()),
                    now.since().later(seen),
                    (id, document) -> missing.remove(id.canonical()));
        }
        missing.values()
                .forEach(id -> publisher.send(records.delete(
                        now.collection(), DocumentId.of(id), position(now), System.currentTimeMillis())));
        return now.swept(portion.next());
    }

    private static ChangePosition position(Remade now) {
        return new ChangePosition("remade:" + Long.toHexString(now.since().value()), now.since());
    }

    @Override
    public void close() {
        rawTopics.close();
    }
}
