package dev.tidegate.embedded.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.embedded.FreePort;
import dev.tidegate.embedded.kafka.TransactionalLoad.Outcome;
import dev.tidegate.embedded.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a transaction is worth when the broker is killed: {@code -Dtidegate.kills=25} for many times. */
class KilledBrokerIT {
    private static final String TOPIC = "torn";
    private static final int PARTITIONS = 16;
    private static final int PRODUCERS = 8;
    private static final int KILLS = Integer.getInteger("tidegate.kills", 4);
    private static final long SEED = Long.getLong("tidegate.seed", 1L);

    @TempDir
    Path data;

    private final int port = FreePort.choose(0, "Kafka");

    @Test
    void keepsEveryTransactionWholeOverKills() throws Exception {
        System.out.println("seed " + SEED + ", kills " + KILLS);
        Random random = new Random(SEED);
        List<TransactionalLoad> loads = new ArrayList<>();
        ChildJvm broker = startBroker();
        try {
            createTopic();
            for (int each = 0; each < PRODUCERS; each++) {
                loads.add(new TransactionalLoad("load-" + each, address(), TOPIC, PARTITIONS, SEED + each));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                if (random.nextInt(3) > 0) {
                    awaitMoreCommits(loads, 20 + random.nextInt(200));
                }
                broker.kill();
                broker = startBroker();
            }
            awaitMoreCommits(loads, 20);
            for (TransactionalLoad load : loads) {
                load.close();
            }
            assertWhole(loads, readCommitted());
        } finally {
            broker.close();
            for (TransactionalLoad load : loads) {
                load.close();
            }
        }
    }

    private ChildJvm startBroker() {
        ChildJvm broker = ChildJvm.start(
                BrokerProcess.class,
                List.of(Integer.toString(port), data.resolve("kafka").toString()),
                Map.of());
        broker.awaitLine("broker ready"::equals, Duration.ofSeconds(60));
        return broker;
    }

    private static void awaitMoreCommits(List<TransactionalLoad> loads, int more) {
        Map<TransactionalLoad, Long> before = new HashMap<>();
        loads.forEach(load -> before.put(load, load.committed()));
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(loads)
                        .allSatisfy(load -> {
                            assertThat(load.failure()).isEmpty();
                            assertThat(load.committed()).isGreaterThan(before.get(load));
                        })
                        .satisfies(all -> assertThat(all.stream()
                                        .mapToLong(load -> load.committed() - before.get(load))
                                        .sum())
                                .isGreaterThanOrEqualTo(more)));
    }

    /** Comes to an end only when no transaction hangs. */
    private List<ConsumerRecord<String, String>> readCommitted() {
        Map<String, Object> settings = Map.of("bootstrap.servers", address(), "isolation.level", "read_committed");
        Map<String, Object> uncommitted = Map.of("bootstrap.servers", address(), "isolation.level", "read_uncommitted");
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .toList();
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
                var ends = new KafkaConsumer<>(uncommitted, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = ends.endOffsets(partitions);
            await("no transaction hangs").atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                assertThat(partitions)
                        .allSatisfy(each -> assertThat(consumer.position(each)).isEqualTo(end.get(each)));
            });
        }
        return records;
    }

    private static void assertWhole(List<TransactionalLoad> loads, List<ConsumerRecord<String, String>> records) {
        Map<String, List<Integer>> found = new HashMap<>();
        records.forEach(record ->
                found.computeIfAbsent(record.value(), name -> new ArrayList<>()).add(record.partition()));
        List<Integer> all = IntStream.range(0, PARTITIONS).boxed().toList();
        Map<String, Outcome> outcomes = new HashMap<>();
        loads.forEach(load -> outcomes.putAll(load.outcomes()));
        assertThat(found)
                .as("no torn transaction and no record twice")
                .allSatisfy(
                        (name, partitions) -> assertThat(partitions).as(name).containsExactlyInAnyOrderElementsOf(all));
        outcomes.forEach((name, outcome) -> {
            if (outcome != Outcome.UNKNOWN) {
                assertThat(found.containsKey(name)).as(name).isEqualTo(outcome == Outcome.COMMITTED);
            }
        });
        System.out.println(found.size() + " transactions whole of " + outcomes.size());
    }

    private void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    private String address() {
        return "127.0.0.1:" + port;
    }
}
