package dev.tidegate.sink;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * The settings of a sink.
 *
 * @param migrationText the migration file as it stands, kept in the target to show later what has changed
 * @param workers threads, each with a consumer and a connection of its own
 * @param limits of one batch
 * @param kafkaOverrides raw consumer properties; those that exactness rests on cannot be set
 * @param snapshotIsIn whether all rows of the snapshot are in the table topics: then secondary indexes are built
 */
public record SinkConfig(
        Migration migration,
        String migrationText,
        String kafkaBootstrapServers,
        PostgresAddress postgres,
        int workers,
        BatchLimits limits,
        Map<String, String> kafkaOverrides,
        BooleanSupplier snapshotIsIn) {

    /** @param bytes what is fetched at once, of all partitions; a single record may be bigger */
    public record BatchLimits(int records, int bytes) {
        public static final BatchLimits DEFAULT = new BatchLimits(5_000, 16 << 20);

        public BatchLimits {
            if (records < 1 || bytes < 1) {
                throw new IllegalArgumentException("a batch holds at least one record and one byte");
            }
        }
    }

    public SinkConfig {
        Objects.requireNonNull(migration, "migration");
        Objects.requireNonNull(migrationText, "migrationText");
        Objects.requireNonNull(kafkaBootstrapServers, "kafkaBootstrapServers");
        Objects.requireNonNull(postgres, "postgres");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(snapshotIsIn, "snapshotIsIn");
        kafkaOverrides = Map.copyOf(kafkaOverrides);
        if (workers < 1) {
            throw new IllegalArgumentException("a sink has at least one worker, not " + workers);
        }
    }

    /** Two workers, batches of the default size, and no secondary indexes until {@link #withSnapshotIsIn}. */
    public static SinkConfig of(
            Migration migration, String migrationText, String kafkaBootstrapServers, PostgresAddress postgres) {
        return new SinkConfig(
                migration,
                migrationText,
                kafkaBootstrapServers,
                postgres,
                2,
                BatchLimits.DEFAULT,
                Map.of(),
                () -> false);
    }

    public SinkConfig withWorkers(int number) {
        return new SinkConfig(
                migration,
                migrationText,
                kafkaBootstrapServers,
                postgres,
                number,
                limits,
                kafkaOverrides,
                snapshotIsIn);
    }

    public SinkConfig withLimits(BatchLimits other) {
        return new SinkConfig(
                migration,
                migrationText,
                kafkaBootstrapServers,
                postgres,
                workers,
                other,
                kafkaOverrides,
                snapshotIsIn);
    }

    public SinkConfig withKafkaOverrides(Map<String, String> other) {
        return new SinkConfig(
                migration, migrationText, kafkaBootstrapServers, postgres, workers, limits, other, snapshotIsIn);
    }

    public SinkConfig withSnapshotIsIn(BooleanSupplier other) {
        return new SinkConfig(
                migration, migrationText, kafkaBootstrapServers, postgres, workers, limits, kafkaOverrides, other);
    }
}
