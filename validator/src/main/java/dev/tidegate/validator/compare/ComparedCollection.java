package dev.tidegate.validator.compare;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.actual.ActualRowsReader;
import dev.tidegate.validator.document.DocumentRules;
import dev.tidegate.validator.identity.RowIds;
import dev.tidegate.validator.refusal.RefusalTrial;
import dev.tidegate.validator.source.SourceCollection;
import java.util.Collection;
import java.util.List;
import org.bson.BsonValue;

/** Both ends of one collection, and the rules between them. Safe for several threads. */
public record ComparedCollection(
        CollectionMapping declared,
        RowIds ids,
        DocumentRules rules,
        DocumentComparison comparison,
        ActualRowsReader actualRows,
        ActualRowsReader keys,
        SourceCollection source) {

    static ComparedCollection of(
            CollectionMapping declared, Migration migration, MongoDatabase database, RefusalTrial trial) {
        var rules = new DocumentRules(declared, migration);
        return new ComparedCollection(
                declared,
                new RowIds(declared),
                rules,
                new DocumentComparison(declared, migration, rules, trial),
                new ActualRowsReader(declared, migration, true),
                new ActualRowsReader(declared, migration, false),
                new SourceCollection(database, declared.source()));
    }

    /** Which of these ids documents have that give rows. */
    List<BsonValue> existing(Collection<BsonValue> ids) {
        return source.existing(ids, rules.entry());
    }

    public String name() {
        return declared.collection();
    }
}
