package dev.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tidegate.mapping.id.DocumentId;
import java.util.HashSet;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

class LiveWorkloadTest {
    private static final long SEED = 11;
    private static final int WRITES = 5000;

    private final NextCrmGenerator generator = new NextCrmGenerator(SEED, 2000);
    private final MemoryWrites database = new MemoryWrites();

    @Test
    void doesEveryKindOfWrite() {
        LiveWorkload workload = loaded();

        steps(workload, WRITES);

        assertThat(workload.counts()).containsOnlyKeys(Operation.values());
        assertThat(workload.total()).isEqualTo(WRITES);
    }

    @Test
    void sameSeedWritesTheSame() {
        steps(loaded(), WRITES);
        var again = new MemoryWrites();
        generator.documents().forEach(generated -> again.insert(generated.collection(), generated.document()));
        steps(new LiveWorkload(generator, again, 1), WRITES);

        assertThat(generator.counts().keySet())
                .allSatisfy(collection ->
                        assertThat(again.collection(collection)).isEqualTo(database.collection(collection)));
    }

    @Test
    void theDeadLettersItExpectsAreTheSpoiltDocuments() {
        LiveWorkload workload = loaded();

        steps(workload, WRITES);

        assertThat(workload.expectedDeadLetters()).isNotEqualTo(generator.expectedDeadLetters());
        assertThat(documentsOf(workload.expectedDeadLetters())).isEqualTo(spoiltDocuments());
    }

    @Test
    void aWriteThatFailsIsThrownAtTheStop() {
        var workload = new LiveWorkload(generator, database, 1000);

        workload.start();

        assertThatIllegalStateException().isThrownBy(() -> {
            while (true) {
                workload.requireNoFailure();
                Thread.onSpinWait();
            }
        });
        assertThatIllegalStateException().isThrownBy(workload::stop);
    }

    private LiveWorkload loaded() {
        generator.documents().forEach(generated -> database.insert(generated.collection(), generated.document()));
        return new LiveWorkload(generator, database, 1);
    }

    private static void steps(LiveWorkload workload, int writes) {
        for (int write = 0; write < writes; write++) {
            workload.step();
        }
    }

    private static Set<String> documentsOf(Set<ExpectedDeadLetter> deadLetters) {
        var documents = new HashSet<String>();
        deadLetters.forEach(deadLetter -> documents.add(deadLetter.collection() + "/" + deadLetter.documentId()));
        return documents;
    }

    /** A document is spoilt when one of its fields holds just what a fault puts there. */
    private Set<String> spoiltDocuments() {
        var spoilt = new HashSet<String>();
        for (Fault fault : NextCrmFaults.ALL) {
            BsonDocument example = generator
                    .document(fault.collection(), 1, 0, java.util.Optional.of(fault))
                    .document();
            database.collection(fault.collection()).forEach((id, document) -> {
                if (isSpoilt(fault, example, id, document)) {
                    spoilt.add(fault.collection() + "/" + DocumentId.of(id).display());
                }
            });
        }
        return spoilt;
    }

    private static boolean isSpoilt(Fault fault, BsonDocument example, BsonValue id, BsonDocument document) {
        return switch (fault.field()) {
            case "_id" -> !id.isObjectId();
            case "task" -> !document.containsKey("task") && !document.containsKey("assigned_crm_account_task");
            case "assigned_crm_account_task" ->
                example.get("task").equals(document.get("task"))
                        && example.get(fault.field()).equals(document.get(fault.field()));
            default -> java.util.Objects.equals(example.get(fault.field()), document.get(fault.field()));
        };
    }
}
