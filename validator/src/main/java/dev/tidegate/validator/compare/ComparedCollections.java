package dev.tidegate.validator.compare;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.document.DocumentRules;
import dev.tidegate.validator.document.ExistingIds;
import dev.tidegate.validator.document.ExpectedRows;
import dev.tidegate.validator.refusal.RefusalTrial;
import dev.tidegate.validator.source.BatchExistingIds;
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
    public List<ExpectedRows> judge(ComparedCollection collection, List<BsonDocument> documents) {
        return judge(collection, documents, collection.rules()::judge);
    }

    /** What the fields of {@link DocumentRules#keyFields} say of each document, in their order. */
    public List<ExpectedRows> judgeKeys(ComparedCollection collection, List<BsonDocument> documents) {
        return judge(collection, documents, collection.rules()::judgeKeys);
    }

    private List<ExpectedRows> judge(
            ComparedCollection collection,
            List<BsonDocument> documents,
            BiFunction<BsonDocument, ExistingIds, ExpectedRows> rules) {
        var existingIds = new BatchExistingIds(
                documents, collection.rules(), (name, ids) -> byName.get(name).existing(ids));
        var expected = new ArrayList<ExpectedRows>(documents.size());
        documents.forEach(document -> expected.add(rules.apply(document, existingIds)));
        return expected;
    }
}
