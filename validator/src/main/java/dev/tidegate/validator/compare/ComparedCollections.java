package dev.tidegate.validator.compare;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.document.DocumentRules;
import dev.tidegate.validator.document.Verdict;
import dev.tidegate.validator.document.Whereabouts;
import dev.tidegate.validator.refusal.RefusalTrial;
import dev.tidegate.validator.source.BatchWhereabouts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.bson.BsonDocument;

/** All collections of a migration, by name, in the file's order. Safe for several threads. */
public final class ComparedCollections {
    private final Map<String, ComparedCollection> byName = new LinkedHashMap<>();

    private final RefusalTrial trial;

    public ComparedCollections(Migration migration, MongoDatabase database, RefusalTrial trial) {
        this.trial = trial;
        for (CollectionMapping collection : migration.collections()) {
            byName.put(collection.collection(), ComparedCollection.of(collection, migration, database, trial));
        }
    }

    RefusalTrial trial() {
        return trial;
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
        return judge(collection, documents, collection.rules()::judge);
    }

    /** What the fields of {@link DocumentRules#keyFields} say of each document, in their order. */
    public List<Verdict> judgeKeys(ComparedCollection collection, List<BsonDocument> documents) {
        return judge(collection, documents, collection.rules()::judgeKeys);
    }

    private List<Verdict> judge(
            ComparedCollection collection,
            List<BsonDocument> documents,
            BiFunction<BsonDocument, Whereabouts, Verdict> rules) {
        var whereabouts = new BatchWhereabouts(
                documents, collection.rules(), name -> byName.get(name).source());
        var verdicts = new ArrayList<Verdict>(documents.size());
        documents.forEach(document -> verdicts.add(rules.apply(document, whereabouts)));
        return verdicts;
    }
}
