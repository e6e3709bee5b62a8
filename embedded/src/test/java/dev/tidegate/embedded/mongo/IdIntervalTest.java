package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Finding by the index on ids gives what reading everything gives. */
class IdIntervalTest {
    private static final long SEED = Long.getLong("tidegate.seed", 1L);

    private final Random random = new Random(SEED);

    private Object anyId() {
        byte[] bytes = new byte[12];
        bytes[0] = (byte) random.nextInt(6);
        return switch (random.nextInt(7)) {
            case 0 -> random.nextInt(20);
            case 1 -> (long) random.nextInt(20);
            case 2 -> random.nextInt(40) / 2.0;
            case 3 -> String.valueOf((char) ('a' + random.nextInt(6)));
            case 4 -> new UUID(0, random.nextInt(5));
            case 5 -> Instant.ofEpochMilli(random.nextInt(5));
            default -> new ObjectId(bytes);
        };
    }

    private Document anyFilter() {
        Object a = anyId();
        Object b = anyId();
        return switch (random.nextInt(7)) {
            case 0 -> new Document("_id", a);
            case 1 -> new Document("_id", new Document("$gte", a).append("$lt", b));
            case 2 -> new Document("_id", new Document("$gt", a));
            case 3 -> new Document("_id", new Document("$lte", a));
            case 4 -> new Document("_id", new Document("$in", List.of(a, b)));
            case 5 -> new Document("_id", new Document("$not", new Document("$type", "objectId")));
            default ->
                new Document(
                        "$and",
                        List.of(
                                new Document("_id", new Document("$gt", a)),
                                new Document("_id", new Document("$type", "objectId"))));
        };
    }

    @Test
    void findsWhatAFullReadFinds() {
        Store store = new Store(Clock.systemUTC(), new Oplog(OplogSize.ofEntries(10)), Optional.empty());
        StoredCollection collection = store.databaseOrCreate("crm").collectionOrCreate("any");
        for (int i = 0; i < 200; i++) {
            Document document = new Document("_id", anyId());
            if (collection.byId(document.get("_id")).isEmpty()) {
                collection.insert(document);
            }
        }
        for (int i = 0; i < 500; i++) {
            Document filter = anyFilter();
            List<Document> byIndex = collection.find(filter, null, 0, 0, null);
            assertThat(keys(byIndex))
                    .as("seed %s filter %s", SEED, filter)
                    .isEqualTo(keys(byFullRead(collection, filter)));
        }
    }

    @Test
    void findsADocumentOnceThoughItsIdIsNamedInTwoTypes() {
        Store store = new Store(Clock.systemUTC(), new Oplog(OplogSize.ofEntries(10)), Optional.empty());
        StoredCollection collection = store.databaseOrCreate("crm").collectionOrCreate("any");
        collection.insert(new Document("_id", 13));
        Document filter = new Document("_id", new Document("$in", List.of(13, 13L, 13.0)));
        assertThat(keys(collection.find(filter, null, 0, 0, null))).isEqualTo("13");
    }

    private static List<Document> byFullRead(StoredCollection collection, Document filter) {
        Filter compiled = Filter.compile(filter);
        List<Document> found = new ArrayList<>(collection.inNaturalOrder());
        found.removeIf(document -> !compiled.matches(document));
        found.sort(Comparator.comparing(document -> document.get("_id"), BsonOrder.INSTANCE));
        return found;
    }

    private static String keys(List<Document> documents) {
        return documents.stream()
                .map(document -> String.valueOf(document.get("_id")))
                .collect(Collectors.joining(","));
    }
}
