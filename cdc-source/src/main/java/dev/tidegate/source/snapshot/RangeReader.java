package dev.tidegate.source.snapshot;

import com.mongodb.ClientSessionOptions;
import com.mongodb.ReadConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Sorts;
import dev.tidegate.events.raw.ChangePosition;
import dev.tidegate.events.raw.RawChange;
import dev.tidegate.events.raw.RawChange.Operation;
import dev.tidegate.events.source.RangeState;
import dev.tidegate.events.source.SnapshotStart;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.source.position.ClusterTime;
import dev.tidegate.source.publish.RawRecords;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/** Reads what is left of a range, in the order of {@code _id}, into pages. Used by one thread. */
final class RangeReader {
    private static final int FETCH_DOCUMENTS = 1_000;

    private final MongoClient client;
    private final String database;
    private final SnapshotStart start;
    private final RawRecords records;

    RangeReader(MongoClient client, String database, SnapshotStart start, RawRecords records) {
        this.client = client;
        this.database = database;
        this.start = start;
        this.records = records;
    }

    /**
     * The range's end is noted in the page, and the page left open: the next range may share it.
     *
     * @param onCommit sees the ranges of each page that was committed on the way
     * @param isStopped asked between documents; when true the range is left as it is
     */
    void read(RangeState range, Page page, Consumer<List<RangeState>> onCommit, BooleanSupplier isStopped) {
        RangeState noted = range;
        BsonValue last = null;
        int sinceNote = 0;
        try (ClientSession session = causalSession();
                MongoCursor<RawBsonDocument> cursor = open(session, range)) {
            while (cursor.hasNext()) {
                if (isStopped.getAsBoolean()) {
                    return;
                }
                RawBsonDocument document = cursor.next();
                last = ExactBson.id(document);
                page.add(record(range, document, last), document.getByteBuffer().remaining());
                sinceNote++;
                if (range.bracket().isOrdered() && page.isFull()) {
                    noted = noted.readTo(last, sinceNote);
                    sinceNote = 0;
                    page.note(noted);
                    onCommit.accept(page.commit());
                }
            }
        }
        page.note((sinceNote == 0 ? noted : noted.readTo(last, sinceNote)).finished());
    }

    /** What is read contains everything that a majority had committed up to the start position. */
    private ClientSession causalSession() {
        ClientSession session = client.startSession(
                ClientSessionOptions.builder().causallyConsistent(true).build());
        session.advanceOperationTime(ClusterTime.of(start.position()));
        return session;
    }

    private MongoCursor<RawBsonDocument> open(ClientSession session, RangeState range) {
        MongoCollection<RawBsonDocument> collection = client.getDatabase(database)
                .getCollection(range.collection(), RawBsonDocument.class)
                .withReadConcern(ReadConcern.MAJORITY);
        return collection
                .find(session, RangeQuery.rest(range))
                .sort(Sorts.ascending("_id"))
                .batchSize(FETCH_DOCUMENTS)
                .iterator();
    }

    private ProducerRecord<byte[], byte[]> record(RangeState range, RawBsonDocument document, BsonValue id) {
        ChangePosition position =
                new ChangePosition("snapshot:" + start.run() + ":" + range.number(), start.position());
        long commitTime = start.position().time().toEpochMilli();
        RawChange change = new RawChange(Operation.SNAPSHOT, document);
        return records.change(range.collection(), DocumentId.of(id), change, position, commitTime);
    }
}
