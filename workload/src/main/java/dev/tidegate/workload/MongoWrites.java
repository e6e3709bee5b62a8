package dev.tidegate.workload;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Writes through the official driver. */
final class MongoWrites implements Writes {
    private final MongoDatabase database;

    MongoWrites(MongoDatabase database) {
        this.database = database;
    }

    @Override
    public void insert(String collection, BsonDocument document) {
        collection(collection).insertOne(document);
    }

    @Override
    public void update(String collection, BsonValue id, BsonDocument operators) {
        requireOne(collection(collection).updateOne(Filters.eq(id), operators).getMatchedCount(), collection, id);
    }

    @Override
    public void replace(String collection, BsonDocument document) {
        BsonValue id = document.get("_id");
        requireOne(collection(collection).replaceOne(Filters.eq(id), document).getMatchedCount(), collection, id);
    }

    @Override
    public void delete(String collection, BsonValue id) {
        requireOne(collection(collection).deleteOne(Filters.eq(id)).getDeletedCount(), collection, id);
    }

    private MongoCollection<BsonDocument> collection(String collection) {
        return database.getCollection(collection, BsonDocument.class);
    }

    private static void requireOne(long met, String collection, BsonValue id) {
        if (met != 1) {
            throw new IllegalStateException("a write to " + collection + " " + id + " met " + met
                    + " documents instead of one: does something else write to the source database?");
        }
    }
}
