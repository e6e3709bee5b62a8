package dev.tidegate.bench.source;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.tidegate.bench.setup.BenchServers;
import dev.tidegate.bench.setup.Machine;
import dev.tidegate.bench.setup.Move;
import dev.tidegate.bench.setup.NextCrmFile;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.source.CdcSource;
import dev.tidegate.source.SourceConfig;
import dev.tidegate.workload.NextCrmGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.bson.BsonDocument;
import org.bson.BsonString;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The source alone: what it reads from MongoDB and publishes to Kafka. */
@Command(
        name = "source",
        mixinStandardHelpOptions = true,
        description =
                "The source alone: snapshot, a burst of inserts, and how soon a single write is readable in Kafka.")
public final class SourceBench implements Callable<Integer> {
    private static final String COLLECTION = "crm_Accounts";
    private static final long PAUSE_NANOS = 2_000_000;

    @Option(names = "--documents", defaultValue = "100000", description = "of the snapshot (${DEFAULT-VALUE})")
    private int documents;

    @Option(names = "--burst", defaultValue = "50000", description = "documents inserted at once (${DEFAULT-VALUE})")
    private int burst;

    @Option(names = "--writes", defaultValue = "5000", description = "single writes, about 400/s (${DEFAULT-VALUE})")
    private int writes;

    @Option(names = "--server-heap", defaultValue = "4g", description = "of the stand-in MongoDB (${DEFAULT-VALUE})")
    private String serverHeap;

    @Option(names = "--seed", defaultValue = "1", description = "of the documents (${DEFAULT-VALUE})")
    private long seed;

    @Override
    public Integer call() {
        say("machine: %s", Machine.describe());
        try (BenchServers servers = BenchServers.start(serverHeap);
                NextCrmFile file = NextCrmFile.write();
                MongoClient client = MongoClients.create(servers.mongodb())) {
            new Move(servers, file).load(new NextCrmGenerator(seed, documents));
            Migration migration = file.read();
            var collection =
                    client.getDatabase(migration.source().database()).getCollection(COLLECTION, BsonDocument.class);
            long start = System.nanoTime();
            try (CdcSource source = new CdcSource(SourceConfig.of(migration, servers.mongodb(), servers.kafka()))) {
                CompletableFuture<Void> run = CompletableFuture.runAsync(source::run);
                await(run, () -> source.progress().phase() == SourcePhase.STREAM);
                say(rate("snapshot, start included", source.progress().documentsRead(), start));
                collection.insertOne(new BsonDocument());
                await(run, () -> source.progress().events() >= 1);
                long before = source.progress().events();
                start = System.nanoTime();
                collection.insertMany(IntStream.range(0, burst)
                        .mapToObj(n -> document("burst" + n))
                        .toList());
                await(run, () -> source.progress().events() >= before + burst);
                say(rate("stream, a burst of inserts", burst, start));
                latencies(collection, servers.kafka(), new Topics(migration.name()).raw(COLLECTION));
            }
        }
        return 0;
    }

    private void latencies(MongoCollection<BsonDocument> collection, String kafka, String topic) {
        Map<String, Long> acknowledged = new ConcurrentHashMap<>();
        Map<String, Long> seen = new ConcurrentHashMap<>();
        CompletableFuture<Void> isReady = new CompletableFuture<>();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> read(kafka, topic, seen, isReady));
        CompletableFuture.anyOf(isReady, reader).join();
        for (int n = 0; n < writes; n++) {
            collection.insertOne(document("live" + n));
            acknowledged.put("s:live" + n, System.nanoTime());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        reader.join();
        List<Long> nanos = seen.entrySet().stream()
                .map(each -> Math.max(0, each.getValue() - acknowledged.get(each.getKey())))
                .sorted()
                .toList();
        say(String.format(
                Locale.ROOT,
                "live, acknowledged to readable in Kafka: p50 %.1f ms, p99 %.1f ms",
                nanos.get(nanos.size() / 2) / 1e6,
                nanos.get(nanos.size() * 99 / 100) / 1e6));
    }

    private void read(String kafka, String topic, Map<String, Long> seen, CompletableFuture<Void> isReady) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(topic).forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            isReady.complete(null);
            while (seen.size() < writes) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record ->
                                seen.put(new String(record.key(), StandardCharsets.UTF_8), System.nanoTime()));
            }
        }
    }

    /** @throws RuntimeException what the source ended with */
    private static void await(CompletableFuture<Void> run, BooleanSupplier isReached) {
        while (!isReached.getAsBoolean()) {
            if (run.isDone()) {
                run.join();
                throw new IllegalStateException("the source has ended");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static BsonDocument document(String id) {
        BsonDocument document = new BsonDocument("_id", new BsonString(id));
        for (int field = 0; field < 18; field++) {
            document.append("field" + field, new BsonString("some text of a field of " + id));
        }
        return document;
    }

    private static String rate(String what, long count, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return String.format(Locale.ROOT, "%s: %,d in %.1f s, %,.0f/s", what, count, seconds, count / seconds);
    }

    private static void say(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format + "%n", arguments);
    }
}
