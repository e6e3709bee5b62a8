package dev.tidegate.transform.topology;

import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableRow;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.transform.ShopMigration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** A random sequence of changes of a few documents, and the tables that their last versions alone would give. */
public final class RandomShop {
    private static final int IDS = 6;

    private final Random random;
    private final boolean isConstant;
    private final Map<DocumentPlace, Versions> living = new LinkedHashMap<>();

    public record DocumentPlace(String collection, BsonValue id) {}

    /** @param document null for a delete */
    public record Step(DocumentPlace place, BsonDocument document) {}

    /** @param lastGood since the last insert; null when there was none */
    private record Versions(BsonDocument lastGood, BsonDocument last) {}

    public RandomShop(Random random) {
        this(random, false);
    }

    private RandomShop(Random random, boolean isConstant) {
        this.random = random;
        this.isConstant = isConstant;
    }

    /** Each document is good in all of its versions, or bad in all: none is stale. */
    static RandomShop withoutStale(Random random) {
        return new RandomShop(random, true);
    }

    /** What comes next; an update may come twice. */
    public List<Step> next() {
        List<String> collections = List.of("people", "groups", "tags", "tasks", "crmTasks", "comments");
        String collection = collections.get(random.nextInt(collections.size()));
        String id = oid(random.nextInt(IDS));
        if (collection.equals("tags") && random.nextBoolean()) {
            id = String.valueOf(random.nextInt(3));
        }
        DocumentPlace place = new DocumentPlace(
                collection, BsonDocument.parse("{v: " + id + "}").get("v"));
        if (random.nextInt(5) == 0) {
            living.remove(place);
            return List.of(new Step(place, null));
        }
        int bad = isConstant ? place.hashCode() : random.nextInt();
        boolean good = collection.equals("comments") || Math.floorMod(bad, 4) != 0;
        BsonDocument document = BsonDocument.parse("{_id: " + id + ", " + fields(collection, good) + "}");
        Versions before = living.get(place);
        BsonDocument lastGood = good ? document : before == null ? null : before.lastGood();
        living.put(place, new Versions(lastGood, document));
        return Collections.nCopies(random.nextInt(10) == 0 ? 2 : 1, new Step(place, document));
    }

    /** Every document that there may have been, as it is now. */
    List<Step> everyPlace() {
        List<Step> steps = new ArrayList<>();
        for (String collection : List.of("people", "groups", "tags", "tasks", "crmTasks", "comments")) {
            for (int i = 0; i < IDS; i++) {
                DocumentPlace place = new DocumentPlace(
                        collection, BsonDocument.parse("{v: " + oid(i) + "}").get("v"));
                Versions versions = living.get(place);
                steps.add(new Step(place, versions == null ? null : versions.last()));
            }
        }
        for (DocumentPlace place : living.keySet()) {
            if (!place.id().isObjectId()) {
                steps.add(new Step(place, living.get(place).last()));
            }
        }
        return steps;
    }

    public int documents() {
        return living.size();
    }

    /** Each comment asks about every task that it names, in two collections. */
    public int questions() {
        return living.entrySet().stream()
                .filter(each -> each.getKey().collection().equals("comments"))
                .mapToInt(each -> 2 * tasks(each.getValue().last()).size())
                .sum();
    }

    private static Set<BsonValue> tasks(BsonDocument comment) {
        Set<BsonValue> tasks = new HashSet<>(Set.of(comment.get("task")));
        comment.getArray("mentions").forEach(each -> tasks.add(each.asDocument().get("of")));
        comment.getArray("links").forEach(each -> tasks.add(each.asDocument().get("to")));
        return tasks;
    }

    /** For each document its last good version, then its last version when that is a bad one. */
    public Map<String, String> expectedTables() {
        List<DocumentPlace> places = new ArrayList<>(living.keySet());
        Collections.shuffle(places, random);
        try (TopologyDriver driver = new TopologyDriver(ShopMigration.with("shop", 1))) {
            for (DocumentPlace place : places) {
                Versions versions = living.get(place);
                if (versions.lastGood() != null) {
                    driver.put(place.collection(), versions.lastGood());
                }
                if (versions.last() != versions.lastGood()) {
                    driver.put(place.collection(), versions.last());
                }
            }
            Map<String, String> rows = new TreeMap<>();
            driver.changes().forEach(change -> apply(rows, change.table(), change.key(), change.row()));
            return rows;
        }
    }

    /** The last record of each key counts; where and when a dead letter was seen is left out. */
    public static void apply(Map<String, String> rows, Table table, RowKey key, TableRow row) {
        String name = table.name() + key.values();
        if (row == null) {
            rows.remove(name);
            return;
        }
        List<Object> values = new ArrayList<>(row.values());
        if (table.equals(TidegateTables.DEAD_LETTER)) {
            for (String column : List.of("topic", "partition", "offset", "first_seen", "last_seen")) {
                values.set(table.columns().indexOf(table.column(column)), null);
            }
        }
        rows.put(name, values.toString());
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
            default ->
                "text: \"x\", task: " + oid(random.nextInt(IDS)) + ", mentions: " + inDocuments("of", oidList())
                        + ", links: "
                        + inDocuments("to", oidList().stream().distinct().toList()) + left;
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

    private static String inDocuments(String field, List<String> values) {
        return values.stream()
                .map(value -> "{" + field + ": " + value + "}")
                .toList()
                .toString();
    }

    private String oids() {
        return oidList().toString();
    }

    private List<String> oidList() {
        return random.ints(random.nextInt(4), 0, IDS).mapToObj(RandomShop::oid).toList();
    }

    private static String oid(int number) {
        return String.format("{$oid: \"%024x\"}", number + 1);
    }
}
