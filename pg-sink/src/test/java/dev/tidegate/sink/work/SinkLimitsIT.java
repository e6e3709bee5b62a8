package dev.tidegate.sink.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.sink.SinkConfig;
import dev.tidegate.sink.support.Database;
import dev.tidegate.sink.support.RunningSink;
import dev.tidegate.sink.support.Servers;
import dev.tidegate.sink.support.SinkProcess;
import dev.tidegate.sink.support.SinkTest;
import dev.tidegate.sink.support.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkLimitsIT {
    private final SinkTest test = new SinkTest();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void carriesTheBiggestRecordsInASmallHeap() {
        String big = "x".repeat(60 << 20);
        for (int i = 0; i < 6; i++) {
            UUID id = new UUID(1, i);
            test.publisher.inTransaction(() -> test.publisher.upsert(Tables.PERSON, id, big, 0, null));
        }
        test.publisher.inTransaction(() -> {
            for (int i = 0; i < 50_000; i++) {
                test.publisher.upsert(Tables.PERSON, new UUID(2, i), "small", i, null);
            }
        });

        try (ChildJvm child = ChildJvm.start(
                SinkProcess.class.getName(),
                List.of(test.migration.name(), Servers.kafka(), test.database.jdbcUrl()),
                Map.of(),
                List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError"))) {
            test.awaitRows(
                    "SELECT count(*), sum(length(name)) FROM \"Person\"", "50006|" + (6L * (60 << 20) + 250_000));
            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void outlivesARestartOfPostgresWithoutDeadLetters(@TempDir Path data) {
        String url;
        int port;
        RunningSink sink;
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(0, Optional.of(data))) {
            url = server.createDatabase("app");
            port = server.port();
            sink = test.start(config -> withAddress(config, url));
            publish(1, 500);
            SinkTest.await(() -> assertThat(count(url)).isEqualTo("500"));
            publish(2, 20_000);
        }
        publish(3, 500);
        SinkTest.await(() -> assertThat(sink.progress().retries()).isPositive());

        try (EmbeddedPostgresServer again = EmbeddedPostgresServer.start(port, Optional.of(data))) {
            SinkTest.await(() -> assertThat(count(url)).isEqualTo("21000"));
            assertThat(new Database(url).rows("SELECT * FROM tidegate.dead_letter"))
                    .isEmpty();
            assertThat(again.port()).isEqualTo(port);
            sink.close();
        }
    }

    @Test
    void writesLiveChangesAtOnce() {
        RunningSink sink = test.start();
        publish(0, 10);
        test.awaitRows("SELECT count(*) FROM \"Person\"", "10");

        for (int i = 1; i <= 300; i++) {
            publish(i, 2);
        }

        test.awaitRows("SELECT count(*) FROM \"Person\"", "610");
        System.out.println("latency in milliseconds, from a record's time to its commit: "
                + sink.progress().latency());
        assertThat(sink.progress().latency().count()).isEqualTo(610);
    }

    private void publish(int high, int rows) {
        test.publisher.inTransaction(() -> {
            for (int i = 0; i < rows; i++) {
                test.publisher.upsert(Tables.PERSON, new UUID(high, i), "x", i, null);
            }
        });
    }

    private static String count(String url) {
        return new Database(url).value("SELECT count(*) FROM \"Person\"");
    }

    private static SinkConfig withAddress(SinkConfig config, String url) {
        return SinkConfig.of(
                config.migration(), config.migrationText(), config.kafkaBootstrapServers(), PostgresAddress.parse(url));
    }
}
