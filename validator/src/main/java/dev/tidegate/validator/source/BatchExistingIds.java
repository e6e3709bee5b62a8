package dev.tidegate.validator.source;

import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.document.DocumentRules;
import dev.tidegate.validator.document.ExistingIds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Looks up at once which of the ids exist that one batch of documents refers to. */
public final class BatchExistingIds implements ExistingIds {
    private final Map<String, Set<String>> existing = new HashMap<>();

    public BatchExistingIds(
            List<BsonDocument> batch,
            DocumentRules rules,
            BiFunction<String, Set<BsonValue>, List<BsonValue>> existingIds) {
        var asked = new HashMap<String, Set<BsonValue>>();
        if (rules.asksForExistingIds()) {
            batch.forEach(document -> rules.questions(
                    document,
                    (collection, id) -> asked.computeIfAbsent(collection, name -> new HashSet<>())
                            .add(id)));
        }
        asked.forEach((collection, ids) -> {
            var found = new HashSet<String>();
            existingIds
                    .apply(collection, ids)
                    .forEach(id -> found.add(DocumentId.of(id).canonical()));
            existing.put(collection, found);
        });
    }

    @Override
    public boolean exists(String collection, BsonValue id) {
        return existing.getOrDefault(collection, Set.of())
                .contains(DocumentId.of(id).canonical());
    }
}
