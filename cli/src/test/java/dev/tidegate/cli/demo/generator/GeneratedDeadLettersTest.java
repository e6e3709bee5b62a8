package dev.tidegate.cli.demo.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.document.DocumentRules;
import dev.tidegate.validator.document.Verdict;
import dev.tidegate.validator.document.Whereabouts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** What the generator means to be bad is just what the validator's rules say cannot be a row of NextCRM's tables. */
class GeneratedDeadLettersTest {
    private static final long SEED = 23;
    private static final Migration NEXTCRM = MigrationFile.read(Path.of("../migrations/nextcrm/migration.yaml"));

    private final Map<String, DocumentRules> rules = NEXTCRM.collections().stream()
            .collect(Collectors.toMap(CollectionMapping::collection, mapping -> new DocumentRules(mapping, NEXTCRM)));
    private final NextCrmGenerator generator = new NextCrmGenerator(SEED, 2000);
    private final MemoryWrites database = new MemoryWrites();

    @Test
    void ofTheFirstLoad() {
        load();

        assertThat(unconvertible()).isEqualTo(generator.expectedDeadLetters());
    }

    @Test
    void ofTheLiveWorkload() {
        load();
        var workload = new LiveWorkload(generator, database, 1);
        for (int write = 0; write < 3_000; write++) {
            workload.step();
        }

        assertThat(unconvertible()).isEqualTo(workload.expectedDeadLetters());
    }

    private void load() {
        generator.documents().forEach(generated -> database.insert(generated.collection(), generated.document()));
    }

    private Set<ExpectedDeadLetter> unconvertible() {
        var found = new HashSet<ExpectedDeadLetter>();
        var ids = new HashMap<String, Set<ObjectId>>();
        generator.counts().keySet().forEach(collection -> ids.put(collection, objectIds(collection)));
        Whereabouts whereabouts =
                (collection, id) -> ids.get(collection).contains(id.asObjectId().getValue());
        generator
                .counts()
                .keySet()
                .forEach(collection -> database.collection(collection)
                        .values()
                        .forEach(document -> judge(collection, document, whereabouts, found)));
        return found;
    }

    private Set<ObjectId> objectIds(String collection) {
        return database.collection(collection).keySet().stream()
                .filter(org.bson.BsonValue::isObjectId)
                .map(org.bson.BsonValue::asObjectId)
                .map(BsonObjectId::getValue)
                .collect(Collectors.toSet());
    }

    private void judge(
            String collection, BsonDocument document, Whereabouts whereabouts, Set<ExpectedDeadLetter> found) {
        if (rules.get(collection).judge(document, whereabouts) instanceof Verdict.Unconvertible unconvertible) {
            String id = DocumentId.of(document.get("_id")).display();
            assertThat(unconvertible.flaws()).as(collection + " " + id).hasSize(1);
            found.add(new ExpectedDeadLetter(
                    collection, id, unconvertible.flaws().get(0).reason()));
        }
    }
}
