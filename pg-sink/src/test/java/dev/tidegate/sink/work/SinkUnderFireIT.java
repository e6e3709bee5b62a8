package dev.tidegate.sink.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.sink.support.RunningSink;
import dev.tidegate.sink.support.Servers;
import dev.tidegate.sink.support.SinkProcess;
import dev.tidegate.sink.support.SinkTest;
import dev.tidegate.sink.support.Tables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kills, restarts and crowds sinks while rows come, and demands that the table is what the topic says in the end. */
class SinkUnderFireIT {
    private static final int KILLS = Integer.getInteger("tidegate.kills", 3);

    private final SinkTest test = new SinkTest();
    private final long seed = Long.getLong("tidegate.seed", 1L);
    private final Random random = new Random(seed);
    private final Random kills = new Random(seed + 1);
    private final Map<UUID, String> expected = new HashMap<>();
    private final List<UUID> ids = new ArrayList<>();

    SinkUnderFireIT() {
        for (int i = 0; i < 3000; i++) {
            ids.add(new UUID(random.nextLong(), random.nextLong()));
        }
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void goesOnAfterKillsWithoutLossOrRepetition() {
        auditUpdates();
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> writes = writeUntil(isOver::get);
        for (int kill = 0; kill < KILLS; kill++) {
            try (ChildJvm child = sinkProcess()) {
                child.awaitLine(line -> line.startsWith("committed"), Duration.ofSeconds(60));
                pause(kills.nextInt(700));
                child.kill();
            }
        }
        isOver.set(true);
        writes.join();
        test.start();

        awaitEqual();
        awaitPositionsAtEnd();
    }

    @Test
    void sharesPartitionsAmongInstancesThatComeAndGo() {
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> writes = writeUntil(isOver::get);
        try {
            RunningSink first = test.start(config -> config.withWorkers(1));
            pause(500);
            RunningSink second = test.start(config -> config.withWorkers(1));
            SinkTest.await(() -> {
                assertThat(first.progress().partitions()).isNotEmpty();
                assertThat(second.progress().partitions()).isNotEmpty();
            });
            first.close();
            RunningSink third = test.start(config -> config.withWorkers(2));
            SinkTest.await(() -> assertThat(third.progress().partitions()).isNotEmpty());
        } finally {
            isOver.set(true);
        }

        writes.join();
        awaitEqual();
        awaitPositionsAtEnd();
    }

    @Test
    void triesABatchAgainWhenItsConnectionIsCut() {
        RunningSink sink = test.start();
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> writes = writeUntil(isOver::get);
        try {
            SinkTest.await(() -> assertThat(sink.progress().tables()).isNotEmpty());
            SinkTest.await(() -> {
                cutConnections();
                assertThat(sink.progress().retries()).isGreaterThanOrEqualTo(5);
                assertThat(sink.progress().lastError())
                        .hasValueSatisfying(error -> assertThat(error).startsWith("writing a batch: "));
            });
        } finally {
            isOver.set(true);
        }

        writes.join();
        awaitEqual();
        assertThat(test.database.rows("SELECT * FROM tidegate.dead_letter")).isEmpty();
    }

    @Test
    void aStaleInstanceCannotWrite() {
        RunningSink sink = test.start(config -> config.withWorkers(1));
        write(1).join();
        awaitEqual();
        // Somebody else has claimed everything, and is ahead: what the sink does now must be rolled back.
        test.database.execute("UPDATE tidegate.sink_position SET epoch = epoch + 1");

        write(1).join();

        awaitEqual();
        assertThat(sink.progress().retries()).isPositive();
        assertThat(sink.progress().lastError())
                .hasValueSatisfying(error -> assertThat(error).contains("claimed"));
    }

    private void cutConnections() {
        test.database.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'tidegate-sink' AND datname = current_database()");
    }

    private CompletableFuture<Void> write(int transactions) {
        AtomicInteger left = new AtomicInteger(transactions);
        return writeUntil(() -> left.getAndDecrement() == 0);
    }

    private CompletableFuture<Void> writeUntil(BooleanSupplier isOver) {
        return CompletableFuture.runAsync(() -> {
            while (!isOver.getAsBoolean()) {
                if (random.nextInt(5) == 0) {
                    test.publisher.inAbortedTransaction(
                            () -> test.publisher.upsert(Tables.PERSON, ids.get(0), "aborted", 0, null));
                }
                int rows = random.nextInt(4) == 0 ? 1500 : 30;
                test.publisher.inTransaction(() -> change(rows));
                pause(30);
            }
        });
    }

    private void change(int rows) {
        for (int row = 0; row < rows; row++) {
            UUID id = ids.get(random.nextInt(ids.size()));
            if (random.nextInt(4) == 0) {
                test.publisher.delete(Tables.PERSON, id);
                expected.remove(id);
            } else {
                String name = "n" + random.nextInt();
                test.publisher.upsert(Tables.PERSON, id, name, row, null);
                expected.put(id, name);
            }
        }
    }

    /** A table that records how often each position was passed; passing one twice breaks its key. */
    private void auditUpdates() {
        RunningSink first = test.start();
        SinkTest.await(() -> assertThat(first.progress().partitions()).isNotEmpty());
        first.close();
        test.database.execute("""
                CREATE TABLE audit (topic text, partition integer, next_offset bigint,
                    PRIMARY KEY (topic, partition, next_offset));
                CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF NEW.next_offset < OLD.next_offset THEN RAISE EXCEPTION 'a position went back'; END IF;
                    IF NEW.next_offset > OLD.next_offset THEN
                        INSERT INTO audit VALUES (NEW.topic, NEW.partition, NEW.next_offset);
                    END IF;
                    RETURN NEW; END $$;
                CREATE TRIGGER audit BEFORE UPDATE ON tidegate.sink_position
                    FOR EACH ROW EXECUTE FUNCTION audit()""");
    }

    private ChildJvm sinkProcess() {
        return ChildJvm.start(
                SinkProcess.class, List.of(test.migration.name(), Servers.kafka(), test.database.jdbcUrl()), Map.of());
    }

    private void awaitEqual() {
        SinkTest.await(() -> assertThat(people()).as("seed %d", seed).isEqualTo(text()));
    }

    private void awaitPositionsAtEnd() {
        long end = test.publisher.ends(Tables.PERSON);
        String topic = new Topics(test.migration.name()).table(Tables.PERSON);
        SinkTest.await(() -> assertThat(test.database.value(
                        "SELECT sum(next_offset) FROM tidegate.sink_position WHERE topic = '" + topic + "'"))
                .isEqualTo(String.valueOf(end)));
    }

    private Map<String, String> people() {
        Map<String, String> people = new TreeMap<>();
        for (String row : test.database.rows("SELECT id, name FROM \"Person\"")) {
            people.put(row.substring(0, 36), row.substring(37));
        }
        return people;
    }

    private Map<String, String> text() {
        Map<String, String> text = new TreeMap<>();
        expected.forEach((id, name) -> text.put(id.toString(), name));
        return text;
    }

    private static void pause(int millis) {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
                .join();
    }
}
