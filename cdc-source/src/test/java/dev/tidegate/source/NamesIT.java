package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Migration.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every collection arrives with all its changes and no other's, whatever it is called. {@code -Dtidegate.seed=S}. */
@Tag("mongodb")
class NamesIT {
    private static final Logger LOG = LoggerFactory.getLogger(NamesIT.class);
    private static final long SEED = Long.getLong("tidegate.seed", 1L);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String DATABASE = "Shop-1";
    private static final int RANDOM_NAMES = 20;
    private static final int READERS = 8;

    @Test
    void carriesEveryNamesSnapshotAndLiveChanges() {
        LOG.info("seed={}", SEED);
        List<String> mapped = mapped();
        Set<String> others = neighbours(mapped);
        try (MongoServer mongo = TestMongo.start();
                MongoClient client = MongoClients.create(mongo.uri())) {
            Migration migration = migration(mapped);
            Stream.concat(mapped.stream(), others.stream()).forEach(name -> writeBefore(client, name));
            SourceConfig config = SourceConfig.of(migration, mongo.uri(), Servers.kafka());
            try (Running source = Running.start(config)) {
                await().atMost(LONG).untilAsserted(() -> {
                    failEarly(source);
                    assertThat(source.progress().phase()).isEqualTo(SourcePhase.STREAM);
                });
                Stream.concat(others.stream(), mapped.stream()).forEach(name -> writeLive(client, name));
                await().atMost(LONG).untilAsserted(() -> {
                    failEarly(source);
                    assertThat(source.progress().events()).isGreaterThanOrEqualTo(3L * mapped.size());
                    assertThat(source.progress().lag()).contains(Duration.ZERO);
                });
            }
            Map<String, Set<String>> expected = new TreeMap<>();
            mapped.forEach(name -> expected.put(name, Set.of(name + " 1 updated", name + " 3")));
            assertThat(published(migration)).as("seed %d", SEED).isEqualTo(expected);
        }
    }

    private static List<String> mapped() {
        Set<String> names = new LinkedHashSet<>(List.of(
                "order.items",
                "order_items",
                "lead ",
                " lag",
                "\ttab\n",
                "Lead",
                "LEAD",
                "lEad",
                "a,b",
                "a,",
                "fs.files",
                "überraschung",
                "ÜBERRASCHUNG",
                "日本語",
                "😀",
                "\u00a0nbsp\u00a0",
                "\u2028",
                "x".repeat(200),
                "İ",
                "\\Q",
                "\\E"));
        for (char printable = ' '; printable < 127; printable++) {
            if (printable != '$') {
                names.add(printable == '.' ? "a.b." : printable + "a" + printable + "b" + printable);
            }
        }
        int fixed = names.size();
        Random random = new Random(SEED);
        String alphabet = " ,.;:*+?()[]{}|^\\/'\"`<>#%&=~!@\t\u00e4\u4e2daA0_-";
        while (names.size() < fixed + RANDOM_NAMES) {
            String name = random.ints(1 + random.nextInt(6), 0, alphabet.length())
                    .mapToObj(at -> alphabet.substring(at, at + 1))
                    .collect(Collectors.joining());
            if (!name.startsWith(".")) {
                names.add(name);
            }
        }
        return new ArrayList<>(names);
    }

    /** Names that a reader who trims, splits, folds case or takes names for patterns would take for mapped ones. */
    private static Set<String> neighbours(List<String> mapped) {
        Set<String> others = new LinkedHashSet<>(List.of("lead", "lag", "b", "a", "aXb", "orderXitems", "tab"));
        for (String name : mapped) {
            others.add(name.trim());
            others.add(name + " ");
            others.add(name.toUpperCase(java.util.Locale.ROOT));
        }
        others.removeAll(mapped);
        others.remove("");
        others.removeIf(name -> name.startsWith("."));
        return others;
    }

    private static Migration migration(List<String> mapped) {
        Migration all = Migrations.of("names", DATABASE, mapped.toArray(String[]::new));
        return new Migration(
                all.name(),
                all.source(),
                all.target(),
                all.addresses(),
                List.of(),
                List.of(),
                all.collections(),
                List.of(),
                List.of(),
                new KafkaSettings(1, (short) 1),
                all.hash());
    }

    private static void writeBefore(MongoClient client, String name) {
        collection(client, name).insertMany(List.of(document(name, 1), document(name, 2)));
    }

    private static void writeLive(MongoClient client, String name) {
        MongoCollection<BsonDocument> collection = collection(client, name);
        collection.insertOne(document(name, 3));
        collection.updateOne(id(1), new BsonDocument("$set", text(name + " 1 updated")));
        collection.deleteOne(id(2));
    }

    /** Texts of the documents of every collection; most of the time goes by waiting for the broker. */
    private static Map<String, Set<String>> published(Migration migration) {
        ForkJoinPool readers = new ForkJoinPool(READERS);
        try {
            return readers.submit(() -> migration.collections().parallelStream()
                            .map(CollectionMapping::collection)
                            .collect(Collectors.toMap(name -> name, name -> texts(migration, name))))
                    .join();
        } finally {
            readers.shutdown();
        }
    }

    private static Set<String> texts(Migration migration, String collection) {
        RawTopic topic = new RawTopic(Servers.kafka(), new Topics(migration.name()).raw(collection));
        return topic.documents().values().stream()
                .map(document -> document.getString("text").getValue())
                .collect(Collectors.toSet());
    }

    private static BsonDocument document(String name, int id) {
        BsonDocument document = id(id);
        document.putAll(text(name + " " + id));
        return document;
    }

    private static BsonDocument id(int id) {
        return new BsonDocument("_id", new BsonInt32(id));
    }

    private static BsonDocument text(String text) {
        return new BsonDocument("text", new BsonString(text));
    }

    private static MongoCollection<BsonDocument> collection(MongoClient client, String name) {
        return client.getDatabase(DATABASE).getCollection(name, BsonDocument.class);
    }

    private static void failEarly(Running source) {
        if (source.hasEnded()) {
            throw new IllegalStateException("the source has ended", source.failure());
        }
    }
}
