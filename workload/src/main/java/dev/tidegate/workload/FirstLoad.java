package dev.tidegate.workload;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;

/** Puts all documents of an application into an empty database, batch by batch. */
public final class FirstLoad {
    private static final int BATCH = 1000;

    private final Application application;
    private final MongoDatabase database;

    public FirstLoad(Application application, MongoDatabase database) {
        this.application = application;
        this.database = database;
    }

    /** Returns how many documents were loaded; a failure of the driver is thrown as it is. */
    public long run() {
        long loaded = 0;
        List<BsonDocument> batch = new ArrayList<>(BATCH);
        String collection = null;
        var documents = application.iterator();
        while (documents.hasNext()) {
            GeneratedDocument next = documents.next();
            if (batch.size() == BATCH || !next.collection().equals(collection)) {
                loaded += flush(collection, batch);
                collection = next.collection();
            }
            batch.add(next.document());
        }
        return loaded + flush(collection, batch);
    }

    private int flush(String collection, List<BsonDocument> batch) {
        int size = batch.size();
        if (size > 0) {
            database.getCollection(collection, BsonDocument.class).insertMany(batch);
            batch.clear();
        }
        return size;
    }
}
