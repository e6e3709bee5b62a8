package dev.tidegate.sink.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.topic.TopicSettings;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.sink.SinkConfig;
import dev.tidegate.sink.position.LongPauseException;
import dev.tidegate.sink.support.Database;
import dev.tidegate.sink.support.Publisher;
import dev.tidegate.sink.support.RunningSink;
import dev.tidegate.sink.support.SinkTest;
import dev.tidegate.sink.support.Tables;
import dev.tidegate.sink.target.ForeignTargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A target that is another than the one that was written to, or is as it was long ago. */
class OtherTargetIT {
    private static final UUID ADA = UUID.randomUUID();
    private static final UUID BOB = UUID.randomUUID();

    private final SinkTest test = new SinkTest();
    private final Publisher publisher = Publisher.ofTimes(test.migration);

    @BeforeEach
    void writeSomethingAndPause() {
        publisher.at(longAgo(2), () -> {
            publisher.upsert(Tables.PERSON, ADA, "Ada", 0, null);
            publisher.upsert(Tables.PERSON, BOB, "Bob", 0, null);
        });
        runUntil("Ada", "Bob");
    }

    @AfterEach
    void close() {
        publisher.close();
        test.close();
    }

    @Test
    void feedsANewDatabaseFromTheBeginning() {
        publisher.at(longAgo(1), () -> publisher.delete(Tables.PERSON, BOB));
        Database another = Database.create();
        test.start(config -> new SinkConfig(
                config.migration(),
                config.migrationText(),
                config.kafkaBootstrapServers(),
                PostgresAddress.parse(another.jdbcUrl()),
                config.workers(),
                config.limits(),
                config.kafkaOverrides(),
                config.snapshotIsIn()));
        SinkTest.await(
                () -> assertThat(another.rows("SELECT name FROM \"Person\"")).containsExactly("Ada"));
    }

    @Test
    void goesOnFromAYoungBackup() {
        publisher.at(Instant.now(), () -> publisher.delete(Tables.PERSON, BOB));
        runUntil("Ada");
        test.database.execute("INSERT INTO \"Person\" (id, name, __v) VALUES ('" + BOB + "', 'Bob', 0)");
        test.database.execute(
                "UPDATE tidegate.sink_position SET next_offset = 0, moved_at = now() - interval '3 days'");
        runUntil("Ada");
    }

    @Test
    void stopsAtABackupThatIsOlderThanDeletesAreKept() {
        publisher.at(longAgo(1), () -> publisher.delete(Tables.PERSON, BOB));
        ageTheTarget();

        assertThat(test.start().failure())
                .isInstanceOf(LongPauseException.class)
                .hasMessageContaining("deletes are kept for 30 days")
                .hasMessageContaining("run the migration into a new database");
        assertThat(test.database.rows("SELECT name FROM \"Person\"")).containsExactlyInAnyOrder("Ada", "Bob");
    }

    /** A table that nobody changes for months is no pause. */
    @Test
    void goesOnWhereNothingWasToBeReadForLong() {
        ageTheTarget();
        publisher.at(Instant.now(), () -> publisher.delete(Tables.PERSON, BOB));
        runUntil("Ada");
    }

    @Test
    void refusesADatabaseThatAnotherKafkaHasFed() {
        test.database.execute("UPDATE tidegate.migration SET kafka_cluster = 'another'");

        assertThat(test.start().failure())
                .isInstanceOf(ForeignTargetException.class)
                .hasMessageContaining("was fed from Kafka cluster another");
    }

    private void ageTheTarget() {
        test.database.execute("UPDATE tidegate.sink_position SET moved_at = now() - interval '"
                + TopicSettings.LONGEST_PAUSE.plus(Duration.ofDays(3)).toDays() + " days'");
    }

    private static Instant longAgo(int days) {
        return Instant.now().minus(TopicSettings.LONGEST_PAUSE).minus(Duration.ofDays(days));
    }

    private void runUntil(String... names) {
        RunningSink sink = test.start();
        test.awaitRows("SELECT name FROM \"Person\"", names);
        SinkTest.await(() -> assertThat(sink.progress().isAtEnd()).isTrue());
        sink.close();
    }
}
