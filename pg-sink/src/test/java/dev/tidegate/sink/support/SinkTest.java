package dev.tidegate.sink.support;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.sink.SinkConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A migration, a database and a publisher of a test's own, and the sinks that it starts. */
public final class SinkTest implements AutoCloseable {
    public final Migration migration;
    public final Database database = Database.create();
    public final Publisher publisher;
    private final List<RunningSink> sinks = new ArrayList<>();

    public SinkTest() {
        this(Tables.migration(Servers.newName()));
    }

    public SinkTest(Migration migration) {
        this.migration = migration;
        this.publisher = new Publisher(migration);
    }

    public SinkConfig config() {
        return SinkConfig.of(migration, "file", Servers.kafka(), PostgresAddress.parse(database.jdbcUrl()));
    }

    public RunningSink start() {
        return start(UnaryOperator.identity());
    }

    public RunningSink start(UnaryOperator<SinkConfig> change) {
        RunningSink sink = new RunningSink(change.apply(config()));
        sinks.add(sink);
        return sink;
    }

    /** Waits until a query gives these rows, in any order. */
    public void awaitRows(String query, String... rows) {
        await(() ->
                org.assertj.core.api.Assertions.assertThat(database.rows(query)).containsExactlyInAnyOrder(rows));
    }

    public static void await(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().ignoreExceptions().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }

    @Override
    public void close() {
        sinks.forEach(RunningSink::close);
        publisher.close();
    }
}
