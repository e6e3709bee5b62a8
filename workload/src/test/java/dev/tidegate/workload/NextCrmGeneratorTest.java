package dev.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.mapping.id.DocumentId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

class NextCrmGeneratorTest {
    private static final long SEED = 7;

    @Test
    void sameSeedGivesTheSameDocuments() {
        var first = new NextCrmGenerator(SEED, 3000).documents().toList();
        var second = new NextCrmGenerator(SEED, 3000).documents().toList();

        assertThat(second).isEqualTo(first);
        assertThat(new NextCrmGenerator(SEED + 1, 3000).documents().toList()).isNotEqualTo(first);
    }

    @Test
    void givesExactlyAsManyDocumentsAsAskedFor() {
        for (int documents : new int[] {29, 100, 2000, 20_001}) {
            var generator = new NextCrmGenerator(SEED, documents);

            assertThat(generator.documents().count()).isEqualTo(documents);
            assertThat(generator.counts())
                    .hasSize(29)
                    .allSatisfy((collection, count) -> assertThat(count).isPositive());
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new NextCrmGenerator(SEED, 28));
    }

    @Test
    void everyIdIsThereOnce() {
        var seen = new HashSet<String>();

        new NextCrmGenerator(SEED, 20_000)
                .documents()
                .forEach(generated -> assertThat(seen.add(generated.collection()
                                + DocumentId.of(generated.document().get("_id")).canonical()))
                        .isTrue());
    }

    @Test
    void knowsTheDeadLettersThatItMade() {
        var generator = new NextCrmGenerator(SEED, 2000);
        Set<ExpectedDeadLetter> made = generator
                .documents()
                .filter(generated -> generated.expectedDeadLetterReason().isPresent())
                .map(ExpectedDeadLetter::of)
                .collect(Collectors.toSet());

        assertThat(generator.expectedDeadLetters()).isEqualTo(made).hasSize(NextCrmFaults.ALL.size());
        assertThat(made.stream().map(ExpectedDeadLetter::reason))
                .contains(
                        "required-absent",
                        "wrong-type",
                        "not-exact",
                        "out-of-range",
                        "invalid-enum",
                        "conflict",
                        "wrong-id-type");
    }

    @Test
    void aFaultSpoilsItsFieldAlone() {
        var generator = new NextCrmGenerator(SEED, 2000);
        for (Fault fault : NextCrmFaults.ALL) {
            var good = generator
                    .document(fault.collection(), 3, 1, java.util.Optional.empty())
                    .document();
            var bad = generator
                    .document(fault.collection(), 3, 1, java.util.Optional.of(fault))
                    .document();

            assertThat(differingKeys(good, bad)).as(fault.toString()).contains(fault.field());
            assertThat(differingKeys(good, bad)).isSubsetOf(fault.field(), "task", "assigned_crm_account_task");
        }
    }

    @Test
    void holdsTheIrregularitiesOfOldData() {
        Map<String, Set<BsonType>> types = new HashMap<>();
        new NextCrmGenerator(SEED, 20_000)
                .documents()
                .forEach(generated -> generated
                        .document()
                        .forEach((key, value) -> types.computeIfAbsent(
                                        generated.collection() + "." + key, field -> new HashSet<>())
                                .add(value.getBsonType())));

        assertThat(types.get("crm_Opportunities.budget"))
                .contains(BsonType.INT32, BsonType.INT64, BsonType.DOUBLE, BsonType.STRING);
        assertThat(types.get("crm_Contacts.status")).contains(BsonType.BOOLEAN, BsonType.STRING);
        assertThat(types.get("crm_Contacts.accountsIDs")).contains(BsonType.ARRAY, BsonType.OBJECT_ID, BsonType.NULL);
        assertThat(types.get("Documents.crm_accounts_tasksIDs")).contains(BsonType.ARRAY, BsonType.OBJECT_ID);
        assertThat(types.get("Tasks.tags"))
                .contains(BsonType.ARRAY, BsonType.DOCUMENT, BsonType.STRING, BsonType.DECIMAL128, BsonType.NULL);
        assertThat(types).containsKeys("Invoices.inovice_currency", "Boards.last_edited", "Tasks.opportunity");
    }

    @Test
    void bothEndsHoldMostEdgesAndOneEndSome() {
        var left = new HashSet<String>();
        var right = new HashSet<String>();
        new NextCrmGenerator(SEED, 20_000).documents().forEach(generated -> {
            BsonDocument document = generated.document();
            if (generated.collection().equals("crm_Accounts")) {
                edges(document, "watchers").forEach(user -> left.add(document.get("_id") + "-" + user));
            }
            if (generated.collection().equals("Users")) {
                edges(document, "watching_accountsIDs")
                        .forEach(account -> right.add(account + "-" + document.get("_id")));
            }
        });

        var both = new HashSet<>(left);
        both.retainAll(right);
        assertThat(both.size()).isGreaterThan(left.size() / 2).isLessThan(left.size());
        assertThat(right).hasSizeGreaterThan(both.size());
    }

    private static BsonArray edges(BsonDocument document, String key) {
        BsonValue held = document.get(key, new BsonArray());
        return held.isArray() ? held.asArray() : new BsonArray();
    }

    private static Set<String> differingKeys(BsonDocument one, BsonDocument other) {
        var keys = new HashSet<>(one.keySet());
        keys.addAll(other.keySet());
        keys.removeIf(key -> one.get(key, BsonBoolean.FALSE).equals(other.get(key, BsonBoolean.FALSE)));
        return keys;
    }
}
