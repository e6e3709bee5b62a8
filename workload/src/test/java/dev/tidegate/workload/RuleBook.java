package dev.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.document.DocumentRules;
import dev.tidegate.validator.document.ExistingIds;
import dev.tidegate.validator.document.ExpectedRows;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** What the validator's rules say of an application's documents. */
final class RuleBook {
    private final Map<String, DocumentRules> rules;
    private final Map<String, String> sources;

    /** @param folder of the application, below {@code migrations} */
    RuleBook(String folder) {
        Migration migration = MigrationFile.read(Path.of("..", "migrations", folder, "migration.yaml"));
        this.sources = migration.collections().stream()
                .collect(Collectors.toMap(CollectionMapping::collection, CollectionMapping::source));
        this.rules = migration.collections().stream()
                .collect(Collectors.toMap(
                        CollectionMapping::collection, mapping -> new DocumentRules(mapping, migration)));
    }

    /** The documents that cannot be rows, each for one reason. */
    Set<ExpectedDeadLetter> unconvertible(Function<String, Collection<BsonDocument>> source) {
        var ids = new HashMap<String, Set<BsonValue>>();
        rules.keySet()
                .forEach(entry -> ids.put(
                        entry,
                        source.apply(sources.get(entry)).stream()
                                .map(document -> document.get("_id"))
                                .collect(Collectors.toSet())));
        ExistingIds existingIds = (collection, id) -> ids.get(collection).contains(id);
        var found = new HashSet<ExpectedDeadLetter>();
        sources.forEach((entry, collection) ->
                source.apply(collection).forEach(document -> judge(entry, document, existingIds, found)));
        return found;
    }

    private void judge(
            String collection, BsonDocument document, ExistingIds existingIds, Set<ExpectedDeadLetter> found) {
        if (rules.get(collection).judge(document, existingIds) instanceof ExpectedRows.Unconvertible unconvertible) {
            String id = DocumentId.of(document.get("_id")).display();
            assertThat(unconvertible.flaws()).as(collection + " " + id).hasSize(1);
            found.add(new ExpectedDeadLetter(
                    collection, id, unconvertible.flaws().get(0).reason()));
        }
    }
}
