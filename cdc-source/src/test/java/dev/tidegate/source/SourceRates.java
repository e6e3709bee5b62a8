package dev.tidegate.source;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.tidegate.embedded.kafka.EmbeddedKafka;
import dev.tidegate.embedded.mongo.EmbeddedMongo;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** The source's own rates on one machine, everything in one JVM. Not a test: run its main. */
final class SourceRates {
    private static final int DOCUMENTS = 100_000;
    private static final int BURST = 50_000;
    private static final int LIVE = 5_000;
    private static final long LIVE_PAUSE_NANOS = 2_000_000;

    private SourceRates() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                EmbeddedKafka kafka = EmbeddedKafka.start();
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<BsonDocument> people =
                    client.getDatabase("rates").getCollection("people", BsonDocument.class);
            people.insertMany(documents(DOCUMENTS));
            Migration migration = Migrations.of("rates", "rates", "people");
            long start = System.nanoTime();
            try (Running source = Running.start(SourceConfig.of(migration, mongo.uri(), kafka.bootstrapServers()))) {
                awaitPhase(source);
                report("snapshot, start included", DOCUMENTS, start);
                awaitEvents(source, 1);
                long before = source.progress().events();
                start = System.nanoTime();
                people.insertMany(documents(BURST));
                awaitEvents(source, before + BURST);
                report("stream, a burst of inserts", BURST, start);
                latencies(people, kafka.bootstrapServers(), new Topics("rates").raw("people"));
            }
        }
        System.exit(0);
    }

    private static void latencies(MongoCollection<BsonDocument> people, String kafka, String topic)
            throws InterruptedException {
        Map<String, Long> acknowledged = new ConcurrentHashMap<>();
        List<Long> nanos = new ArrayList<>();
        AtomicBoolean isReady = new AtomicBoolean();
        Thread reader = new Thread(() -> read(kafka, topic, acknowledged, nanos, isReady));
        reader.start();
        while (!isReady.get()) {
            LockSupport.parkNanos(1_000_000);
        }
        for (int n = 0; n < LIVE; n++) {
            String id = "live" + n;
            people.insertOne(new BsonDocument("_id", new BsonString(id)));
            acknowledged.put("s:" + id, System.nanoTime());
            LockSupport.parkNanos(LIVE_PAUSE_NANOS);
        }
        reader.join();
        List<Long> sorted = nanos.stream().sorted().toList();
        System.out.printf(
                "live, about 400 writes/s, acknowledged to readable in Kafka: p50 %.1f ms, p99 %.1f ms%n",
                sorted.get(sorted.size() / 2) / 1e6, sorted.get(sorted.size() * 99 / 100) / 1e6);
    }

    private static void read(
            String kafka, String topic, Map<String, Long> acknowledged, List<Long> nanos, AtomicBoolean isReady) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            isReady.set(true);
            while (nanos.size() < LIVE) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    long now = System.nanoTime();
                    Long then = acknowledged.get(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8));
                    nanos.add(then == null ? 0 : now - then);
                });
            }
        }
    }

    private static void awaitPhase(Running source) {
        while (source.progress().phase() != SourcePhase.STREAM && !source.hasEnded()) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void awaitEvents(Running source, long events) {
        while (source.progress().events() < events && !source.hasEnded()) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void report(String what, int count, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%s: %d in %.2f s, %.0f/s%n", what, count, seconds, count / seconds);
    }

    private static List<BsonDocument> documents(int count) {
        List<BsonDocument> documents = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            BsonDocument document = new BsonDocument("n", new BsonInt32(n));
            for (int field = 0; field < 18; field++) {
                document.append("field" + field, new BsonString("some text of a field " + n));
            }
            documents.add(document);
        }
        return documents;
    }
}
