package dev.tidegate.validator.preflight.data;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
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
final class DocumentBatches {
    private static final int MOST_DOCUMENTS = 500;
    private static final int MOST_BYTES = 2 << 20;
    private static final int IDS_AT_ONCE = 200;

    private final MongoCollection<RawBsonDocument> collection;
    private final Pace pace;

    DocumentBatches(MongoDatabase database, String collection, Pace pace) {
        this.collection = database.getCollection(collection, RawBsonDocument.class)
                .withReadPreference(ReadPreference.secondaryPreferred());
        this.pace = pace;
    }

    void all(Consumer<List<RawBsonDocument>> batches) {
        try (MongoCursor<RawBsonDocument> cursor =
                collection.find().batchSize(MOST_DOCUMENTS).cursor()) {
            batches(cursor, batches);
        }
    }

    /** So many at random, each as likely as any other; all when there are no more. */
    void sample(int size, long seed, Consumer<List<RawBsonDocument>> batches) {
        List<BsonValue> chosen = choose(size, new Random(seed));
        for (int from = 0; from < chosen.size(); from += IDS_AT_ONCE) {
            List<BsonValue> ids = chosen.subList(from, Math.min(chosen.size(), from + IDS_AT_ONCE));
            try (MongoCursor<RawBsonDocument> cursor =
                    collection.find(Filters.in("_id", ids)).cursor()) {
                batches(cursor, batches);
            }
        }
    }

    /** Reservoir sampling over the index of {@code _id}: one pass, memory for the sample alone. */
    private List<BsonValue> choose(int size, Random random) {
        List<BsonValue> reservoir = new ArrayList<>();
        long seen = 0;
        try (MongoCursor<BsonDocument> cursor = collection
                .withDocumentClass(BsonDocument.class)
                .find()
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending("_id"))
                .cursor()) {
            while (cursor.hasNext()) {
                BsonValue id = cursor.next().get("_id");
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

    private void batches(MongoCursor<RawBsonDocument> cursor, Consumer<List<RawBsonDocument>> batches) {
        List<RawBsonDocument> batch = new ArrayList<>();
        long bytes = 0;
        while (cursor.hasNext()) {
            RawBsonDocument document = cursor.next();
            batch.add(document);
            bytes += size(document);
            if (batch.size() == MOST_DOCUMENTS || bytes >= MOST_BYTES) {
                hand(batch, batches);
                bytes = 0;
            }
        }
        hand(batch, batches);
    }

    private void hand(List<RawBsonDocument> batch, Consumer<List<RawBsonDocument>> batches) {
        if (!batch.isEmpty()) {
            batches.accept(batch);
            pace.take(batch.size());
            batch.clear();
        }
    }

    static int size(RawBsonDocument document) {
        return document.getByteBuffer().remaining();
    }
}
