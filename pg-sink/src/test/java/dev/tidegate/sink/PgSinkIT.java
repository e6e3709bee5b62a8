package dev.tidegate.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.sink.support.Database;
import dev.tidegate.sink.support.Publisher;
import dev.tidegate.sink.support.RunningSink;
import dev.tidegate.sink.support.Servers;
import dev.tidegate.sink.support.SinkTest;
import dev.tidegate.sink.support.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PgSinkIT {
    private final Migration migration = Tables.migration(Servers.newName());
    private final Database database = Database.create();
    private final Publisher publisher = new Publisher(migration);
    private final List<RunningSink> sinks = new ArrayList<>();

    @AfterEach
    void close() {
        sinks.forEach(RunningSink::close);
        publisher.close();
    }

    @Test
    void writesUpsertsAndDeletesInOrder() {
        UUID ada = UUID.randomUUID();
        UUID bob = UUID.randomUUID();
        publisher.inTransaction(() -> {
            publisher.upsert(Tables.PERSON, ada, "Ada", 0, "{\"a\": 1}");
            publisher.upsert(Tables.PERSON, bob, "Bob", 0, null);
            publisher.delete(Tables.PERSON, bob);
            publisher.upsert(Tables.PERSON, ada, "Ada L.", 1, null);
            publisher.upsert(Tables.FRIENDS, ada, bob);
            publisher.upsert(Tables.FRIENDS, ada, bob);
        });
        start();

        SinkTest.await(() -> assertThat(database.rows("SELECT name, __v, \"order\" FROM \"Person\""))
                .containsExactly("Ada L.|1|null"));
        publisher.inTransaction(() -> {
            publisher.delete(Tables.PERSON, ada);
            publisher.upsert(Tables.PERSON, bob, "Bob again", 2, "[1.50]");
            publisher.delete(Tables.FRIENDS, ada, bob);
        });
        SinkTest.await(() -> assertThat(database.rows("SELECT id, name, __v, \"order\" FROM \"Person\""))
                .containsExactly(bob + "|Bob again|2|[1.50]"));
        SinkTest.await(() ->
                assertThat(database.rows("SELECT * FROM \"PersonToFriends\"")).isEmpty());
    }

    @Test
    void reachesLagZeroPastMarkersAndAbortedTransactions() {
        RunningSink sink = start();
        UUID ada = UUID.randomUUID();
        publisher.inTransaction(() -> publisher.upsert(Tables.PERSON, ada, "Ada", 0, null));
        publisher.inAbortedTransaction(() -> publisher.upsert(Tables.PERSON, ada, "never", 1, null));
        publisher.inAbortedTransaction(() -> publisher.upsert(Tables.FRIENDS, ada, ada));

        SinkTest.await(() -> {
            assertThat(database.value("SELECT sum(next_offset) FROM tidegate.sink_position"))
                    .isEqualTo("6");
            assertThat(sink.progress().isAtEnd()).isTrue();
        });
        assertThat(database.rows("SELECT name FROM \"Person\"")).containsExactly("Ada");
        assertThat(database.rows("SELECT * FROM \"PersonToFriends\"")).isEmpty();
    }

    @Test
    void writesManyRowsWhicheverWayTheyTake() {
        long seed = Long.getLong("tidegate.seed", 1L);
        Random random = new Random(seed);
        Map<UUID, String> expected = new HashMap<>();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            ids.add(new UUID(random.nextLong(), random.nextLong()));
        }
        start(SinkConfig.BatchLimits.DEFAULT);
        for (int round = 0; round < 12; round++) {
            int most = round % 3 == 0 ? 3000 : 40;
            publisher.inTransaction(() -> {
                for (int i = 0; i < most; i++) {
                    UUID id = ids.get(random.nextInt(ids.size()));
                    if (random.nextInt(4) == 0) {
                        publisher.delete(Tables.PERSON, id);
                        expected.remove(id);
                    } else {
                        String name = "n" + random.nextInt();
                        publisher.upsert(Tables.PERSON, id, name, i, null);
                        expected.put(id, name);
                    }
                }
            });
        }

        SinkTest.await(() -> assertThat(people()).as("seed %d", seed).isEqualTo(text(expected)));
    }

    @Test
    void namesTheTableThatItStopsAt() {
        RunningSink sink = start();
        publisher.inTransaction(() -> publisher.upsert(Tables.PERSON, UUID.randomUUID(), "Ada", 0, null));
        SinkTest.await(
                () -> assertThat(database.rows("SELECT name FROM \"Person\"")).containsExactly("Ada"));
        database.execute("ALTER TABLE \"Person\" DROP COLUMN name");
        publisher.inTransaction(() -> {
            for (int i = 0; i < 200; i++) {
                publisher.upsert(Tables.PERSON, UUID.randomUUID(), "Bob", i, null);
            }
        });

        assertThat(sink.failure())
                .hasMessageStartingWith("writing a batch failed: table 'Person': ")
                .hasMessageContaining("SQLSTATE 42703");
    }

    @Test
    void goesOnWhereItWasClosed() {
        UUID ada = UUID.randomUUID();
        publisher.inTransaction(() -> publisher.upsert(Tables.PERSON, ada, "Ada", 0, null));
        RunningSink first = start();
        SinkTest.await(
                () -> assertThat(database.rows("SELECT name FROM \"Person\"")).containsExactly("Ada"));
        first.close();
        SinkTest.await(() -> assertThat(first.hasEnded()).isTrue());
        database.execute("DELETE FROM \"Person\"");
        publisher.inTransaction(() -> publisher.upsert(Tables.PERSON, UUID.randomUUID(), "Bob", 0, null));

        RunningSink second = start();

        SinkTest.await(
                () -> assertThat(database.rows("SELECT name FROM \"Person\"")).containsExactly("Bob"));
        assertThat(second.progress().tables().get("Person").upserted()).isEqualTo(1);
    }

    @Test
    void carriesEveryKindOfColumnBothWays() {
        Object[] full = {
            UUID.randomUUID(),
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            "-12345678901234567890.12345600",
            true,
            -1L,
            951_782_400_123L,
            "text with \"quotes\", \\ and ü€😀",
            UUID.fromString("00112233-4455-8677-8899-aabbccddeeff"),
            "{\"b\": [1.10, null, \"é\"], \"a\": 12345678901234567890.5}",
            Arrays.asList("a", null, "", "NULL", "{x,\"y\"}"),
            Arrays.asList(UUID.fromString("00112233-4455-8677-8899-aabbccddeeff"), null),
            "so so"
        };
        String seen = "-2147483648|9223372036854775807|-12345678901234567890.12345600|t|1969-12-31 23:59:59.999|"
                + "2000-02-29 00:00:00.123|text with \"quotes\", \\ and ü€😀|"
                + "00112233-4455-8677-8899-aabbccddeeff|"
                + "{\"a\": 12345678901234567890.5, \"b\": [1.10, null, \"é\"]}|"
                + "{a,NULL,\"\",\"NULL\",\"{x,\\\"y\\\"}\"}|{00112233-4455-8677-8899-aabbccddeeff,NULL}|so so";
        start();
        publisher.inTransaction(() -> publisher.upsert(Tables.EVERYTHING, full));
        SinkTest.await(() -> assertThat(everything("id = '" + full[0] + "'")).containsExactly(seen));

        publisher.inTransaction(() -> {
            for (int i = 0; i < 200; i++) {
                Object[] copy = full.clone();
                copy[0] = new UUID(0, i);
                publisher.upsert(Tables.EVERYTHING, copy);
            }
        });
        SinkTest.await(() -> assertThat(everything("id < '" + new UUID(0, 200) + "'"))
                .hasSize(200)
                .containsOnly(seen));
    }

    @Test
    void carriesTheEdgesOfTypes() {
        start();
        String[] numbers = {"NaN", "Infinity", "-Infinity", "0.000", "1E+3", "9999.9999", "1E-20", "-0.5"};
        String[] printed = {
            "NaN", "Infinity", "-Infinity", "0.000", "1000", "9999.9999", "0.00000000000000000001", "-0.5"
        };
        long[] times = {-210_866_803_200_000L, 9_224_318_015_999_999L, 0};
        publisher.inTransaction(() -> {
            for (int copies = 0; copies < 2; copies++) {
                for (int i = 0; i < numbers.length; i++) {
                    UUID id = new UUID(copies, i);
                    publisher.upsert(
                            Tables.EVERYTHING,
                            row(id, numbers[i], times[i % times.length], copies == 0 ? List.of() : null));
                }
            }
            for (int i = 0; i < 200; i++) {
                publisher.upsert(
                        Tables.EVERYTHING,
                        row(new UUID(2, i), numbers[i % numbers.length], times[i % times.length], List.of()));
            }
        });

        SinkTest.await(() ->
                assertThat(database.value("SELECT count(*) FROM everything")).isEqualTo("216"));
        for (int i = 0; i < numbers.length; i++) {
            assertThat(database.rows("SELECT DISTINCT \"numeric\"::text FROM everything WHERE id IN ('" + new UUID(0, i)
                            + "', '" + new UUID(1, i) + "', '" + new UUID(2, i) + "')"))
                    .containsExactly(printed[i]);
        }
        assertThat(database.rows("SELECT DISTINCT timestamp::text FROM everything ORDER BY 1"))
                .containsExactly("1970-01-01 00:00:00", "294276-12-31 23:59:59.999", "4714-11-24 00:00:00 BC");
    }

    private static Object[] row(UUID id, String number, long time, List<String> texts) {
        return new Object[] {id, null, null, number, null, time, null, null, null, null, texts, null, null};
    }

    private List<String> everything(String where) {
        return database.rows("SELECT \"integer\", \"bigint\", \"numeric\"::text, \"boolean\", timestamp::text,"
                + " (timestamptz AT TIME ZONE 'UTC')::text, text, uuid, jsonb::text, texts::text, uuids::text, mood"
                + " FROM everything WHERE " + where);
    }

    private Map<String, String> people() {
        Map<String, String> people = new TreeMap<>();
        for (String row : database.rows("SELECT id, name FROM \"Person\"")) {
            people.put(row.substring(0, 36), row.substring(37));
        }
        return people;
    }

    private static Map<String, String> text(Map<UUID, String> people) {
        Map<String, String> text = new TreeMap<>();
        people.forEach((id, name) -> text.put(id.toString(), name));
        return text;
    }

    private RunningSink start() {
        return start(SinkConfig.BatchLimits.DEFAULT);
    }

    private RunningSink start(SinkConfig.BatchLimits limits) {
        RunningSink sink = new RunningSink(
                SinkConfig.of(migration, "file", Servers.kafka(), PostgresAddress.parse(database.jdbcUrl()))
                        .withLimits(limits));
        sinks.add(sink);
        return sink;
    }
}
