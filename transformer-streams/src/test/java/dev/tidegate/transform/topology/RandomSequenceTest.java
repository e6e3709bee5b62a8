package dev.tidegate.transform.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.transform.ShopMigration;
import dev.tidegate.transform.topology.TopologyDriver.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

/**
 * After any sequence of changes the tables hold what the last versions alone would have given: for each document its last
 * good version, and then its last version when that is a bad one.
 */
class RandomSequenceTest {
    private static final int CHANGES = 600;
    private static final int IDS = 6;

    private record Place(String collection, BsonValue id) {}

    /** @param lastGood since the last insert; null when there was none */
    private record Versions(BsonDocument lastGood, BsonDocument last) {}

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<Place, Versions> living = new LinkedHashMap<>();

    @Test
    void tablesDependOnLastVersionsOnly() {
        Map<String, String> afterAll;
        long entriesAfterAll;
        try (TopologyDriver driver = driver()) {
            for (int i = 0; i < CHANGES; i++) {
                change(driver);
            }
            afterAll = tables(driver.changes());
            entriesAfterAll = driver.storeEntries(Stores.DOCUMENTS);
            assertThat(driver.storeEntries(Stores.SUBSCRIBERS))
                    .as("seed %d: no subscription is left of what is asked no longer", seed)
                    .isEqualTo(questions());
        }
        assertThat(entriesAfterAll).as("seed %d", seed).isEqualTo(living.size());
        assertThat(afterAll).as("seed %d", seed).isEqualTo(fresh());
    }

    private Map<String, String> fresh() {
        List<Place> places = new ArrayList<>(living.keySet());
        Collections.shuffle(places, random);
        try (TopologyDriver driver = driver()) {
            for (Place place : places) {
                Versions versions = living.get(place);
                if (versions.lastGood() != null) {
                    driver.put(place.collection(), versions.lastGood());
                }
                if (versions.last() != versions.lastGood()) {
                    driver.put(place.collection(), versions.last());
                }
            }
            return tables(driver.changes());
        }
    }

    private void change(TopologyDriver driver) {
        List<String> collections = List.of("people", "groups", "tags", "tasks", "crmTasks", "comments");
        String collection = collections.get(random.nextInt(collections.size()));
        String id = oid(random.nextInt(IDS));
        if (collection.equals("tags") && random.nextBoolean()) {
            id = String.valueOf(random.nextInt(3));
        }
        BsonValue idValue = BsonDocument.parse("{v: " + id + "}").get("v");
        Place place = new Place(collection, idValue);
        if (random.nextInt(5) == 0) {
            living.remove(place);
            driver.delete(collection, idValue);
            return;
        }
        boolean good = collection.equals("comments") || random.nextInt(4) != 0;
        BsonDocument document = BsonDocument.parse("{_id: " + id + ", " + fields(collection, good) + "}");
        Versions before = living.get(place);
        BsonDocument lastGood = good ? document : before == null ? null : before.lastGood();
        living.put(place, new Versions(lastGood, document));
        for (int times = random.nextInt(10) == 0 ? 2 : 1; times > 0; times--) {
            driver.put(collection, document);
        }
    }

    private String fields(String collection, boolean good) {
        String left = random.nextInt(3) == 0 ? ", left: " + random.nextInt() : "";
        return switch (collection) {
            case "people" ->
                (good ? "name: \"n" + random.nextInt() + "\"" : "age: true") + ", groupIds: " + oids() + ", tagIds: "
                        + oids() + ", skills: " + numbers() + ", accounts: " + accounts(good) + left;
            case "groups" -> (good ? "title: \"t\"" : "title: {}") + ", memberIds: " + oids() + left;
            case "tags" -> (good ? "label: \"l" + random.nextInt() + "\"" : "label: null") + left;
            case "tasks" -> (good ? "title: \"t\"" : "title: []") + left;
            case "crmTasks" -> (good ? "title: \"t\"" : "title: {}") + left;
            default -> "text: \"x\", task: " + oid(random.nextInt(IDS)) + left;
        };
    }

    private String accounts(boolean good) {
        List<String> accounts = new ArrayList<>();
        for (int code = 0; code < 3; code++) {
            if (random.nextBoolean()) {
                accounts.add("{code: \"" + code + "\", amount: " + random.nextInt() + "}");
            }
        }
        if (!good) {
            accounts.add("{}");
        }
        return accounts.toString();
    }

    private String numbers() {
        return random.ints(random.nextInt(4)).boxed().toList().toString();
    }

    private String oids() {
        return random.ints(random.nextInt(4), 0, IDS)
                .mapToObj(RandomSequenceTest::oid)
                .toList()
                .toString();
    }

    private static String oid(int number) {
        return String.format("{$oid: \"%024x\"}", number + 1);
    }

    /** Each comment asks about its task in two collections. */
    private long questions() {
        return 2
                * living.keySet().stream()
                        .filter(place -> place.collection().equals("comments"))
                        .count();
    }

    /** The last record of each key; what says when and where a dead letter was seen is left out. */
    private static Map<String, String> tables(List<Change> changes) {
        Map<String, String> rows = new TreeMap<>();
        for (Change change : changes) {
            String key = change.table().name() + change.key().values();
            if (change.row() == null) {
                rows.remove(key);
            } else {
                rows.put(key, text(change.table(), new ArrayList<>(change.row().values())));
            }
        }
        return rows;
    }

    private static String text(Table table, List<Object> values) {
        if (table.equals(TidegateTables.DEAD_LETTER)) {
            for (String column : List.of("offset", "first_seen", "last_seen")) {
                values.set(table.columns().indexOf(table.column(column)), null);
            }
        }
        return values.toString();
    }

    private static TopologyDriver driver() {
        return new TopologyDriver(ShopMigration.with("shop", 1));
    }
}
