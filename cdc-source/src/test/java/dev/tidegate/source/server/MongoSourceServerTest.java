package dev.tidegate.source.server;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import dev.tidegate.source.position.ClusterTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Entries as a MongoDB 7 writes them, found by the stand-in's matcher. */
class MongoSourceServerTest {
    private static final long POSITION = 100;

    @Test
    void writesToMappedCollectionsWait() {
        assertThat(waits(entry("i", "crm.Users"))).isTrue();
        assertThat(waits(entry("i", "crm.other"))).isFalse();
        assertThat(waits(entry("n", ""))).isFalse();
    }

    @Test
    void writesWithinATransactionWait() {
        assertThat(waits(transaction("crm.other", "crm.Users"))).isTrue();
        assertThat(waits(transaction("crm.other"))).isFalse();
    }

    @Test
    void theLastEntryOfALargeTransactionWaitsWhateverIsInIt() {
        assertThat(waits(transaction("crm.other")
                        .append("prevOpTime", new Document("ts", new BsonTimestamp(99)).append("t", 1L))))
                .isTrue();
    }

    @Test
    void aPreparedTransactionWaits() {
        assertThat(waits(entry("c", "admin.$cmd").append("o", new Document("commitTransaction", 1))))
                .isTrue();
    }

    @Test
    void whatIsBeforeThePositionDoesNotWait() {
        assertThat(waits(entry("i", "crm.Users").append("ts", new BsonTimestamp(POSITION))))
                .isFalse();
    }

    private static Document transaction(String... namespaces) {
        List<Document> operations =
                List.of(namespaces).stream().map(name -> entry("i", name)).toList();
        return entry("c", "admin.$cmd")
                .append("o", new Document("applyOps", operations))
                .append("prevOpTime", new Document("ts", new BsonTimestamp(0)).append("t", -1L));
    }

    private static Document entry(String op, String namespace) {
        return new Document("ts", new BsonTimestamp(POSITION + 1))
                .append("op", op)
                .append("ns", namespace);
    }

    private static boolean waits(Document entry) {
        Document filter =
                (Document) standIn(MongoSourceServer.after(ClusterTime.position(POSITION), List.of("crm.Users")));
        return new DefaultQueryMatcher().matches(entry, filter);
    }

    private static Object standIn(Object value) {
        if (value instanceof Map<?, ?> map) {
            Document document = new Document();
            map.forEach((name, member) -> document.append((String) name, standIn(member)));
            return document;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(MongoSourceServerTest::standIn).toList();
        }
        return value instanceof org.bson.BsonTimestamp time ? new BsonTimestamp(time.getValue()) : value;
    }
}
