package dev.tidegate.preflight.data;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.validator.source.IdLookup;
import dev.tidegate.validator.source.Pace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/** Reads a collection, from a secondary where there is one, in batches bounded in documents and in bytes. */
public final class DocumentBatches {
    private static final int MOST_DOCUMENTS = 500;
    private static final int MOST_BYTES = 2 << 20;
    private static final int IDS_AT_ONCE = 200;

    private final MongoDatabase database;
    private final MongoCollection<RawBsonDocument> collection;
    private final Pace pace;

    public DocumentBatches(MongoDatabase database, String collection, Pace pace) {
        this.database = database;
        this.collection = database.getCollection(collection, RawBsonDocument.class)
                .withReadPreference(ReadPreference.secondaryPreferred());
        this.pace = pace;
    }

    public void all(Consumer<List<RawBsonDocument>> batches) {
        try (MongoCursor<RawBsonDocument> cursor =
                collection.find().batchSize(MOST_DOCUMENTS).cursor()) {
            Batch batch = new Batch(batches);
            cursor.forEachRemaining(batch::add);
            batch.hand();
        }
    }

    /** So many at random, each as likely as any other; all when there are no more. */
    public void sample(int size, long seed, Consumer<List<RawBsonDocument>> batches) {
        List<BsonValue> chosen = choose(size, new Random(seed));
        for (int from = 0; from < chosen.size(); from += IDS_AT_ONCE) {
            List<BsonValue> ids = chosen.subList(from, Math.min(chosen.size(), from + IDS_AT_ONCE));
            Batch batch = new Batch(batches);
            new IdLookup(database, collection).find(ids, new BsonDocument(), batch::add);
            batch.hand();
        }
    }

    /** Reservoir sampling over the index of {@code _id}: one pass, memory for the sample alone. */
    private List<BsonValue> choose(int size, Random random) {
        List<BsonValue> reservoir = new ArrayList<>();
        long seen = 0;
        try (MongoCursor<RawBsonDocument> cursor = collection
                .find()
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending("_id"))
                .cursor()) {
            while (cursor.hasNext()) {
                BsonValue id = ExactBson.id(cursor.next());
                seen++;
                if (reservoir.size() < size) {
                    reservoir.add(id);
                    continue;
                }
                long place = random.nextLong(seen);
                if (place < size) {
                    reservoir.set((int) place, id);
                }
            }
        }
        Collections.shuffle(reservoir, random);
        return reservoir;
    }

    /** What was read and not handed on. */
    private final class Batch {
        private final Consumer<List<RawBsonDocument>> batches;
        private final List<RawBsonDocument> documents = new ArrayList<>();
        private long bytes;

        private Batch(Consumer<List<RawBsonDocument>> batches) {
            this.batches = batches;
        }

        void add(RawBsonDocument document) {
            documents.add(document);
            bytes += size(document);
            if (documents.size() == MOST_DOCUMENTS || bytes >= MOST_BYTES) {
                hand();
            }
        }

        void hand() {
            if (!documents.isEmpty()) {
                batches.accept(documents);
                pace.take(documents.size());
                documents.clear();
                bytes = 0;
            }
        }
    }

    static int size(RawBsonDocument document) {
        return document.getByteBuffer().remaining();
    }
}
