package dev.tidegate.validator.compare;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.document.Verdict;
import dev.tidegate.validator.source.BatchWhereabouts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;

/** All collections of a migration, by name, in the file's order. Safe for several threads. */
public final class ComparedCollections {
    private final Map<String, ComparedCollection> byName = new LinkedHashMap<>();

    /** @throws IllegalArgumentException when the migration uses something that cannot be checked yet */
    public ComparedCollections(Migration migration, MongoDatabase database) {
        for (CollectionMapping collection : migration.collections()) {
            byName.put(collection.collection(), ComparedCollection.of(collection, migration, database));
        }
    }

    public ComparedCollection get(String collection) {
        return byName.get(collection);
    }

    public boolean has(String collection) {
        return byName.containsKey(collection);
    }

    public Collection<ComparedCollection> all() {
        return byName.values();
    }

    /** What the target must hold of each document, in their order. */
    public List<Verdict> judge(ComparedCollection collection, List<BsonDocument> documents) {
        var whereabouts = new BatchWhereabouts(
                documents, collection.rules(), name -> byName.get(name).source());
        var verdicts = new ArrayList<Verdict>(documents.size());
        documents.forEach(document -> verdicts.add(collection.rules().judge(document, whereabouts)));
        return verdicts;
    }
}
