package dev.tidegate.sink.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.events.row.RowHeaders.Origin;
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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Documents with rows in two tables, of which PostgreSQL refuses some: in batches of their own, by two workers that are
 * killed. In the end the letters and the lists of refused rows are those of the last versions.
 */
class RefusedUnderFireIT {
    private static final int DOCUMENTS = 60;
    private static final int ROUNDS = 25;
    private static final int KILLS = 4;

    private final SinkTest test = new SinkTest();
    private final long seed = Long.getLong("tidegate.seed", 1L);
    private final Random random = new Random(seed);
    private final Map<Integer, Document> expected = new HashMap<>();

    /** @param name of the last version that PostgreSQL took; null for none */
    private record Document(String name, boolean nameRefused, boolean edgeRefused) {}

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void makesLettersOfTheLastVersionsAlsoWhenItIsKilledInBetween() {
        var first = test.start();
        SinkTest.await(() -> assertThat(first.progress().partitions()).isNotEmpty());
        first.close();
        test.database.execute("ALTER TABLE \"PersonToFriends\" ADD CHECK (person_id <> friend_id)");
        for (int kill = 0; kill < KILLS; kill++) {
            rounds();
            try (ChildJvm child = sinkProcess()) {
                child.awaitLine(line -> line.startsWith("committed"), Duration.ofSeconds(60));
                rounds();
                child.kill();
            }
        }
        test.start();

        SinkTest.await(() -> {
            assertThat(sorted("SELECT document_id, stale FROM tidegate.dead_letter WHERE stage = 'sink'"))
                    .as("seed %d", seed)
                    .isEqualTo(letters());
            assertThat(sorted("SELECT \"table\", row_key[1], stale FROM tidegate.refused_row"))
                    .as("seed %d", seed)
                    .isEqualTo(refusedRows());
            assertThat(sorted("SELECT id, name FROM \"Person\""))
                    .as("seed %d", seed)
                    .isEqualTo(people());
        });
    }

    private void rounds() {
        for (int round = 0; round < ROUNDS; round++) {
            int from = random.nextInt(DOCUMENTS);
            test.publisher.inTransaction(() -> {
                for (int i = from; i < Math.min(DOCUMENTS, from + 20); i++) {
                    change(i);
                }
            });
        }
    }

    private void change(int number) {
        UUID id = new UUID(0, number);
        Origin origin = new Origin("people", "document " + number);
        Document before = expected.get(number);
        test.publisher.upsertFrom(origin, Tables.FRIENDS, id, new UUID(1, number));
        if (random.nextInt(8) == 0) {
            test.publisher.delete(Tables.FRIENDS, id, id);
            test.publisher.delete(Tables.PERSON, id);
            expected.remove(number);
            return;
        }
        boolean nameRefused = random.nextInt(5) == 0;
        boolean edgeRefused = random.nextInt(5) == 0;
        String name = "n" + random.nextInt();
        test.publisher.upsertFrom(origin, Tables.PERSON, id, nameRefused ? "\0" : name, 0, null);
        if (edgeRefused) {
            test.publisher.upsertFrom(origin, Tables.FRIENDS, id, id);
        } else {
            test.publisher.delete(Tables.FRIENDS, id, id);
        }
        String last = before == null ? null : before.name();
        expected.put(number, new Document(nameRefused ? last : name, nameRefused, edgeRefused));
    }

    private List<String> sorted(String query) {
        return test.database.rows(query).stream().sorted().toList();
    }

    private List<String> letters() {
        List<String> letters = new ArrayList<>();
        expected.forEach((number, document) -> {
            if (document.nameRefused() || document.edgeRefused()) {
                boolean stale = document.nameRefused() && document.name() != null;
                letters.add("document " + number + (stale ? "|t" : "|f"));
            }
        });
        return letters.stream().sorted().toList();
    }

    private List<String> refusedRows() {
        List<String> rows = new ArrayList<>();
        expected.forEach((number, document) -> {
            if (document.nameRefused()) {
                rows.add("Person|" + new UUID(0, number) + (document.name() != null ? "|t" : "|f"));
            }
            if (document.edgeRefused()) {
                rows.add("PersonToFriends|" + new UUID(0, number) + "|f");
            }
        });
        return rows.stream().sorted().toList();
    }

    private List<String> people() {
        List<String> people = new ArrayList<>();
        expected.forEach((number, document) -> {
            if (document.name() != null) {
                people.add(new UUID(0, number) + "|" + document.name());
            }
        });
        return people.stream().sorted().toList();
    }

    private ChildJvm sinkProcess() {
        return ChildJvm.start(
                SinkProcess.class, List.of(test.migration.name(), Servers.kafka(), test.database.jdbcUrl()), Map.of());
    }
}
