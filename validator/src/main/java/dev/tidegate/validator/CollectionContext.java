package dev.tidegate.validator;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.document.DocumentRules;
import dev.tidegate.validator.document.Verdict;
import dev.tidegate.validator.edges.EdgeComparison;
import dev.tidegate.validator.source.BatchWhereabouts;
import dev.tidegate.validator.source.SourceCollection;
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.util.List;
import java.util.function.BiConsumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** What the comparison of one collection works with. For one thread. */
record CollectionContext(
        CollectionMapping collection,
        Migration migration,
        MongoDatabase source,
        Connection target,
        DocumentRules rules,
        DocumentComparison comparison,
        Findings findings,
        ComparisonProgress progress) {

    static CollectionContext of(
            CollectionMapping collection,
            Migration migration,
            MongoDatabase source,
            Connection target,
            Findings findings,
            EdgeComparison edges,
            ComparisonProgress progress) {
        var rules = new DocumentRules(collection, migration);
        var comparison = new DocumentComparison(collection, migration, findings, edges::expect);
        return new CollectionContext(collection, migration, source, target, rules, comparison, findings, progress);
    }

    SourceCollection documents() {
        return documents(collection.collection());
    }

    private SourceCollection documents(String name) {
        return new SourceCollection(source.getCollection(name, BsonDocument.class));
    }

    void judge(List<BsonDocument> batch, BiConsumer<BsonValue, Verdict> judged) {
        var whereabouts = new BatchWhereabouts(batch, rules, this::documents);
        batch.forEach(document -> judged.accept(document.get("_id"), rules.judge(document, whereabouts)));
        progress.compared(collection.collection(), comparison.documents());
    }

    TargetTable entity() {
        return TargetTable.of(migration.table(collection.table()));
    }

    TargetTable child(String table) {
        return TargetTable.of(migration.table(table));
    }
}
