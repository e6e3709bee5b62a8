package dev.tidegate.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;
import static org.awaitility.Awaitility.await;

import dev.tidegate.embedded.kafka.EmbeddedKafka;
import dev.tidegate.events.topic.TopicSettings;
import dev.tidegate.events.topic.TopicSetup;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.transform.topology.RandomShop;
import dev.tidegate.transform.topology.TransformTopology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the transformer does where its Kafka, or a topic of it, is not the one it has worked with. */
class OtherKafkaIT {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static EmbeddedKafka first;
    private static EmbeddedKafka second;

    private final long seed = Long.getLong("tidegate.seed", 1L);
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @BeforeAll
    static void startKafka() {
        first = EmbeddedKafka.start();
        second = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        second.close();
        first.close();
    }

    /** The second cluster's changelogs are longer: Kafka Streams would read on at the first one's checkpoints. */
    @Test
    void doesNotUseTheStateOfAnotherKafka() throws IOException {
        Migration migration = migration("moved", 2, first, second);
        run(migration, first, "state", new RandomShop(random), 100);
        RandomShop shop = new RandomShop(random);
        run(migration, second, "other", shop, 600);
        run(migration, second, "state", shop, 200);
        assertThat(setAside()).hasSize(1);
        run(migration, second, "state", shop, 50);
        assertThat(setAside()).hasSize(1);
    }

    @Test
    void stopsWhenAChangelogIsMissing() throws Exception {
        Migration migration = migration("forgetful", 1, first);
        run(migration, first, "state", new RandomShop(random), 50);
        String changelog = new TransformTopics(migration).changelogs().get(0);
        delete(changelog);
        for (String state : List.of("state", "fresh")) {
            assertStops(migration, state, changelog + " is missing");
        }
    }

    @Test
    void stopsWhenWhatItHasWrittenWasMadeAgain() throws Exception {
        Migration migration = migration("emptied", 1, first);
        run(migration, first, "state", new RandomShop(random), 50);
        String table = new Topics("emptied").table(migration.tablesWithTopic().get(0));
        delete(table);
        assertStops(migration, "state", table + " was deleted and made again");
    }

    /** A document that was deleted meanwhile: nothing may mention it any more. */
    @Test
    void stopsAfterAPauseThatIsLongerThanDeletesAreKept() throws IOException {
        Migration migration = migration("paused", 1, first);
        send(migration, longAgo(3));
        runUntilRead(migration, "state");
        send(migration, longAgo(1));
        noteLastUse("paused", longAgo(2));
        for (String state : List.of("state", "state", "fresh")) {
            Transformer transformer = transformer(migration, first, state);
            assertThat(CompletableFuture.runAsync(transformer::run).handle((done, failure) -> failure))
                    .succeedsWithin(LONG)
                    .extracting(Throwable::getCause, THROWABLE)
                    .isInstanceOf(LongPauseException.class)
                    .hasMessageContaining(new Topics("paused").raw("tags") + "-0 up to offset")
                    .hasMessageContaining("deletes are kept for 30 days")
                    .hasMessageContaining("start the migration anew under another name");
        }
    }

    /** What was written long ago is read late, for whatever reason: the stage has worked all the time. */
    @Test
    void goesOnWithOldRecordsAfterAShortPause() {
        Migration migration = migration("late", 1, first);
        send(migration, longAgo(3));
        runUntilRead(migration, "state");
        send(migration, longAgo(1));
        runUntilRead(migration, "state");
    }

    /** The stores lack what was deleted from their changelogs; the raw topics have nothing that was not read. */
    @Test
    void restoresItsStoresAfterALongPauseInWhichNothingWasWritten() throws IOException {
        Migration migration = migration("idle", 1, first);
        send(migration, longAgo(3));
        runUntilRead(migration, "state");
        noteLastUse("idle", longAgo(2));
        send(migration, Instant.now());
        runUntilRead(migration, "state");
        assertThat(setAside()).hasSize(1);
    }

    private static Instant longAgo(int days) {
        return Instant.now().minus(TopicSettings.LONGEST_PAUSE).minus(Duration.ofDays(days));
    }

    private static void send(Migration migration, Instant time) {
        try (RawTopics raw = new RawTopics(migration.name(), first.bootstrapServers())) {
            raw.at(time);
            raw.send("tags", new BsonString("gone"), null);
            raw.flush();
        }
    }

    private void noteLastUse(String migration, Instant time) throws IOException {
        Path note = folder.resolve("state")
                .resolve(new Topics(migration).transformApplicationId())
                .resolve("tidegate-last-used");
        assertThat(note).exists();
        Files.writeString(note, time + "\n");
    }

    private void runUntilRead(Migration migration, String state) {
        try (Transformer transformer = transformer(migration, first, state)) {
            CompletableFuture<Void> run = CompletableFuture.runAsync(transformer::run);
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(run).isNotCompletedExceptionally();
                assertThat(transformer.progress().changes()).isEqualTo(1);
                // Before that a change can be read, but nothing is noted of it.
                assertThat(transformer.isRunning()).isTrue();
            });
            transformer.close();
            run.join();
        }
    }

    @Test
    void knowsTheChangelogTopicsOfItsTopology() {
        Migration migration = ShopMigration.with("named", 1);
        String description = TransformTopology.build(migration).describe().toString();
        Stream<String> stores = java.util.regex.Pattern.compile("stores: \\[([^\\]]+)\\]")
                .matcher(description)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(", ")))
                .distinct();
        assertThat(new TransformTopics(migration).changelogs())
                .containsExactlyInAnyOrderElementsOf(stores.map(store -> "named.transform-" + store + "-changelog")
                        .toList());
    }

    private void assertStops(Migration migration, String state, String message) {
        try (Transformer transformer = transformer(migration, first, state)) {
            assertThatThrownBy(transformer::run)
                    .isInstanceOf(LostTopicsException.class)
                    .hasMessageContaining(message)
                    .hasMessageContaining("start the migration anew under another name");
        }
    }

    /** Sends changes, and works until the tables are what the documents give. */
    private void run(Migration migration, EmbeddedKafka kafka, String state, RandomShop shop, int changes) {
        try (RawTopics raw = new RawTopics(migration.name(), kafka.bootstrapServers());
                TableReader tables = new TableReader(migration, kafka.bootstrapServers());
                Transformer transformer = transformer(migration, kafka, state)) {
            for (int i = 0; i < changes; i++) {
                shop.next().forEach(raw::send);
            }
            raw.flush();
            CompletableFuture<Void> run = CompletableFuture.runAsync(transformer::run);
            Map<String, String> expected = shop.expectedTables();
            await().atMost(LONG).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
                assertThat(run.isCompletedExceptionally()).isFalse();
                assertThat(tables.read()).as("seed %d", seed).isEqualTo(expected);
            });
            transformer.close();
            run.join();
        }
    }

    private Transformer transformer(Migration migration, EmbeddedKafka kafka, String state) {
        return new Transformer(
                new TransformConfig(migration, kafka.bootstrapServers(), folder.resolve(state), 1, Map.of()));
    }

    private List<Path> setAside() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("state"))) {
            return files.filter(file -> file.toString().contains(".set-aside-")).toList();
        }
    }

    private static void delete(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", first.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().untilAsserted(
                            () -> assertThat(admin.listTopics().names().get()).doesNotContain(topic));
        }
    }

    private static Migration migration(String name, int partitions, EmbeddedKafka... kafkas) {
        Migration migration = ShopMigration.with(name, partitions);
        for (EmbeddedKafka kafka : kafkas) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                new TopicSetup(admin, migration).ensure();
            }
        }
        return migration;
    }
}
