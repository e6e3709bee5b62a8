package dev.tidegate.transform;

import dev.tidegate.mapping.declaration.Migration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * @param stateDirectory of this instance alone; what is in it can be rebuilt from Kafka
 * @param kafkaOverrides raw Kafka Streams, consumer and producer properties, which go before Tidegate's own
 */
public record TransformConfig(
        Migration migration,
        String kafkaBootstrapServers,
        Path stateDirectory,
        int threads,
        Map<String, String> kafkaOverrides) {
    public TransformConfig {
        Objects.requireNonNull(migration, "migration");
        Objects.requireNonNull(kafkaBootstrapServers, "kafkaBootstrapServers");
        Objects.requireNonNull(stateDirectory, "stateDirectory");
        kafkaOverrides = Map.copyOf(kafkaOverrides);
        if (threads < 1) {
            throw new IllegalArgumentException("the transformer needs at least one thread: " + threads);
        }
    }
}
