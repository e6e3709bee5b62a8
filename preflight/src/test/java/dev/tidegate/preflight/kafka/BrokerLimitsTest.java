package dev.tidegate.preflight.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.preflight.finding.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrokerLimitsTest {
    private static final Migration MIGRATION = MigrationFile.parse("m.yaml", """
            migration: m
            source: {database: m}
            kafka: {replication_factor: 2}
            collections:
              things: {columns: {name: text}}
            """);
    private static final Map<String, String> KAFKA_DEFAULTS = Map.of(
            "message.max.bytes", "1048588",
            "socket.request.max.bytes", "104857600",
            "offsets.retention.minutes", "10080",
            "transaction.max.timeout.ms", "900000",
            "min.insync.replicas", "1",
            "transaction.state.log.replication.factor", "3",
            "offsets.topic.replication.factor", "3");

    @Test
    void ofThreeBrokersWithKafkasDefaultsOnlyTheOffsetsAreKeptTooShort() {
        assertThat(check(KAFKA_DEFAULTS, 3, Set.of()))
                .containsExactlyInAnyOrder("WARNING kafka-offsets-retention", "INFO kafka-message-size");
    }

    @Test
    void theWeakestBrokerCounts() {
        assertThat(check(with("socket.request.max.bytes", "1000000"), 3, Set.of()))
                .contains("BLOCKING kafka-request-size");
        assertThat(check(with("transaction.max.timeout.ms", "60000"), 3, Set.of()))
                .contains("BLOCKING kafka-transaction-timeout");
        assertThat(check(with("min.insync.replicas", "3"), 3, Set.of())).contains("BLOCKING kafka-min-insync");
    }

    @Test
    void internalTopicsNeedTheirReplicasUntilTheyAreThere() {
        assertThat(check(KAFKA_DEFAULTS, 1, Set.of())).contains("BLOCKING kafka-replication");
        assertThat(check(KAFKA_DEFAULTS, 1, Set.of("__transaction_state", "__consumer_offsets")))
                .doesNotContain("BLOCKING kafka-replication");
    }

    private static List<String> check(Map<String, String> weakest, int nodes, Set<String> topics) {
        return new BrokerLimits(List.of(KAFKA_DEFAULTS, weakest))
                .check(MIGRATION, nodes, topics).stream()
                        .map(BrokerLimitsTest::text)
                        .toList();
    }

    private static String text(Finding finding) {
        return finding.severity() + " " + finding.code();
    }

    private static Map<String, String> with(String setting, String value) {
        Map<String, String> settings = new HashMap<>(KAFKA_DEFAULTS);
        settings.put(setting, value);
        return settings;
    }
}
