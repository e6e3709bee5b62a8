package dev.tidegate.cli.infer;

import com.mongodb.client.MongoDatabase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * An invented application: its documents, and what is true of them.
 *
 * @param indexes of collections that have any, as {@code createIndexes} takes them
 * @param references as {@code films.genre → genres}; of elements {@code films.credits[].person → people}
 * @param junctions each as the two ends: a collection with the array that it holds, or without one
 */
public record Application(
        String name,
        Map<String, List<BsonDocument>> documents,
        Map<String, List<BsonDocument>> indexes,
        Set<String> references,
        Set<Set<String>> junctions) {

    @Override
    public String toString() {
        return name;
    }

    public void fill(MongoDatabase database) {
        documents.forEach((collection, all) -> {
            database.createCollection(collection);
            if (!all.isEmpty()) {
                database.getCollection(collection, BsonDocument.class).insertMany(all);
            }
        });
        indexes.forEach((collection, specs) -> database.runCommand(
                new BsonDocument("createIndexes", new BsonString(collection)).append("indexes", new BsonArray(specs))));
    }
}
