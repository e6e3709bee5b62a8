package dev.tidegate.cli.demo;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import dev.tidegate.cli.demo.generator.GeneratedDocument;
import dev.tidegate.cli.demo.generator.NextCrmGenerator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.bson.BsonDocument;

/** Puts the generated documents into MongoDB, in batches of one collection each. */
final class SampleLoad {
    private static final int BATCH = 1000;

    private final MongoDatabase database;

    SampleLoad(MongoDatabase database) {
        this.database = database;
    }

    /** Returns how many documents were loaded. */
    long run(NextCrmGenerator generator) {
        long loaded = 0;
        String collection = "";
        List<BsonDocument> batch = new ArrayList<>();
        Iterator<GeneratedDocument> documents = generator.iterator();
        while (documents.hasNext()) {
            GeneratedDocument next = documents.next();
            if (batch.size() == BATCH || !next.collection().equals(collection)) {
                loaded += insert(collection, batch);
            }
            collection = next.collection();
            batch.add(next.document());
        }
        return loaded + insert(collection, batch);
    }

    private int insert(String collection, List<BsonDocument> batch) {
        int size = batch.size();
        if (size > 0) {
            database.getCollection(collection, BsonDocument.class)
                    .insertMany(batch, new InsertManyOptions().ordered(false));
            batch.clear();
        }
        return size;
    }
}
