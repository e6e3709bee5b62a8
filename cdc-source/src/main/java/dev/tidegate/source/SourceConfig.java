package dev.tidegate.source;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.source.snapshot.SnapshotSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What cdc-source runs with.
 *
 * @param mongodbUri a connection string; it may hold a password and is never logged
 * @param debeziumOverrides raw properties of Debezium's MongoDB connector and engine; they win over Tidegate's own
 * @param kafkaOverrides raw client properties for everything that talks to Kafka
 * @param startTimeout how long a server may be out of reach at the start; later ones are waited for without end
 */
public record SourceConfig(
        Migration migration,
        String mongodbUri,
        String kafkaBootstrapServers,
        Map<String, String> debeziumOverrides,
        Map<String, String> kafkaOverrides,
        SnapshotSettings snapshot,
        Duration startTimeout) {
    public SourceConfig {
        Objects.requireNonNull(migration, "migration");
        Objects.requireNonNull(mongodbUri, "mongodbUri");
        Objects.requireNonNull(kafkaBootstrapServers, "kafkaBootstrapServers");
        Objects.requireNonNull(snapshot, "snapshot");
        Objects.requireNonNull(startTimeout, "startTimeout");
        debeziumOverrides = Map.copyOf(debeziumOverrides);
        kafkaOverrides = Map.copyOf(kafkaOverrides);
    }

    public static SourceConfig of(Migration migration, String mongodbUri, String kafkaBootstrapServers) {
        return new SourceConfig(
                migration,
                mongodbUri,
                kafkaBootstrapServers,
                Map.of(),
                Map.of(),
                SnapshotSettings.DEFAULTS,
                Duration.ofSeconds(10));
    }

    public SourceConfig with(SnapshotSettings settings) {
        return new SourceConfig(
                migration,
                mongodbUri,
                kafkaBootstrapServers,
                debeziumOverrides,
                kafkaOverrides,
                settings,
                startTimeout);
    }

    String database() {
        return migration.source().database();
    }

    Set<String> takenAgain() {
        return migration.takenAgainOnDrop();
    }

    List<String> collections() {
        return migration.sourceCollections();
    }
}
