package dev.tidegate.validator.source;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/** The documents of one collection as the comparison reads them. */
public final class SourceCollection {
    private static final int BATCH = 1000;

    private final MongoCollection<BsonDocument> documents;

    public SourceCollection(MongoCollection<BsonDocument> documents) {
        this.documents = documents;
    }

    /** Those with an ObjectId, in its order, in batches. */
    public void withObjectId(Consumer<List<BsonDocument>> batches) {
        read(Filters.type("_id", BsonType.OBJECT_ID), Sorts.ascending("_id"), batches);
    }

    /** Those with any other {@code _id}, in no order. */
    public void withOtherId(Consumer<List<BsonDocument>> batches) {
        read(Filters.not(Filters.type("_id", BsonType.OBJECT_ID)), null, batches);
    }

    public void all(Consumer<List<BsonDocument>> batches) {
        read(new BsonDocument(), null, batches);
    }

    /** A batch ends with the server's reply, which is bounded in bytes. */
    private void read(Bson filter, Bson order, Consumer<List<BsonDocument>> batches) {
        var batch = new ArrayList<BsonDocument>(BATCH);
        try (MongoCursor<BsonDocument> cursor =
                documents.find(filter).sort(order).batchSize(BATCH).cursor()) {
            while (cursor.hasNext()) {
                batch.add(cursor.next());
                if (batch.size() == BATCH || cursor.available() == 0) {
                    batches.accept(batch);
                    batch.clear();
                }
            }
        }
    }

    /** Which of these ids are there. */
    public Set<BsonValue> existing(Collection<BsonValue> ids) {
        var found = new HashSet<BsonValue>();
        if (!ids.isEmpty()) {
            documents
                    .find(Filters.in("_id", ids))
                    .projection(Projections.include("_id"))
                    .forEach(document -> found.add(document.get("_id")));
        }
        return found;
    }
}
