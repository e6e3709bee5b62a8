package dev.tidegate.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidegate.embedded.kafka.EmbeddedKafka;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.events.topic.TopicSetup;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.transform.topology.RandomShop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.bson.BsonObjectId;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformerIT {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final int KILLS = Integer.getInteger("tidegate.kills", 3);
    private static EmbeddedKafka kafka;

    private final long seed = Long.getLong("tidegate.seed", 1L);
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void killedAtAnyMomentItEndsWithTheSameTables() {
        Migration migration = migration("killed", 3);
        RandomShop shop = new RandomShop(random);
        try (RawTopics raw = new RawTopics(migration.name(), kafka.bootstrapServers());
                TableReader tables = new TableReader(migration, kafka.bootstrapServers())) {
            for (int kill = 0; kill < KILLS; kill++) {
                try (ChildJvm child = child(migration, "state")) {
                    send(shop, raw, 300);
                    awaitRecords(tables, tables.records() + 1 + random.nextInt(400));
                    send(shop, raw, random.nextInt(50));
                    child.kill();
                }
            }
            try (ChildJvm first = child(migration, "state");
                    ChildJvm second = child(migration, "other-state")) {
                send(shop, raw, 300);
                awaitTables(tables, shop.expectedTables());
                assertThat(first.isAlive() && second.isAlive())
                        .as("seed %d", seed)
                        .isTrue();
            }
        }
    }

    @Test
    void pausesAndGoesOn() {
        Migration migration = migration("paused", 2);
        RandomShop shop = new RandomShop(random);
        try (RawTopics raw = new RawTopics(migration.name(), kafka.bootstrapServers());
                TableReader tables = new TableReader(migration, kafka.bootstrapServers())) {
            for (int round = 0; round < 2; round++) {
                send(shop, raw, 200);
                Map<String, String> expected = shop.expectedTables();
                Transformer transformer = transformer(migration);
                CompletableFuture<Void> run = CompletableFuture.runAsync(transformer::run);
                awaitTables(tables, expected);
                transformer.close();
                run.join();
            }
        }
    }

    @Test
    void stopsAtARecordThatCannotBeRead() {
        Migration migration = migration("poisoned", 1);
        try (RawTopics raw = new RawTopics(migration.name(), kafka.bootstrapServers())) {
            raw.send("people", new BsonObjectId(new ObjectId()), new byte[] {1, 2, 3});
            raw.flush();
            try (Transformer transformer = transformer(migration)) {
                assertThatThrownBy(transformer::run).hasMessageContaining("offset 0 of poisoned.raw.people-0");
            }
        }
    }

    @Test
    void tellsThatItRunsWithThisStateDirectoryAlready() {
        Migration migration = migration("twice", 1);
        try (Transformer first = transformer(migration);
                Transformer second = transformer(migration)) {
            CompletableFuture<Void> run = CompletableFuture.runAsync(first::run);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(first.isRunning()).isTrue());
            assertThatThrownBy(second::run)
                    .hasMessageContaining("is the stage running with it already?")
                    .hasMessageContaining(folder.resolve("state").toString());
            first.close();
            run.join();
        }
    }

    private void awaitTables(TableReader tables, Map<String, String> expected) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(tables.read()).as("seed %d", seed).isEqualTo(expected));
    }

    private static void awaitRecords(TableReader tables, long records) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            tables.read();
            assertThat(tables.records()).isGreaterThanOrEqualTo(records);
        });
    }

    private static void send(RandomShop shop, RawTopics raw, int changes) {
        for (int i = 0; i < changes; i++) {
            shop.next().forEach(raw::send);
        }
        raw.flush();
    }

    private Transformer transformer(Migration migration) {
        return new Transformer(
                new TransformConfig(migration, kafka.bootstrapServers(), folder.resolve("state"), 1, Map.of()));
    }

    private ChildJvm child(Migration migration, String state) {
        List<String> arguments = List.of(
                migration.name(),
                String.valueOf(migration.kafka().partitions()),
                kafka.bootstrapServers(),
                folder.resolve(state).toString());
        return ChildJvm.start(ShopMain.class, arguments, Map.of());
    }

    private static Migration migration(String name, int partitions) {
        Migration migration = ShopMigration.with(name, partitions);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicSetup(admin, migration).ensure();
        }
        return migration;
    }
}
