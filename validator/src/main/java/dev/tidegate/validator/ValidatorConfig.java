package dev.tidegate.validator;

import dev.tidegate.mapping.declaration.Migration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * @param postgresJdbcUrl with user and password, as the driver takes it
 * @param checkpoint folder that keeps how far a validation is, so that it can be resumed
 */
public record ValidatorConfig(
        Migration migration, String mongodbUri, String postgresJdbcUrl, Limits limits, Optional<Path> checkpoint) {

    /**
     * @param differencesKept how many differences are listed; all are counted
     * @param parallelism collections compared at the same time, each with a connection of its own to PostgreSQL
     * @param patience how long what differs is rechecked while changes are on their way
     * @param documentsPerSecond at most; 0: as fast as it goes
     */
    public record Limits(int differencesKept, int parallelism, Duration patience, long documentsPerSecond) {
        public static final Limits DEFAULTS = new Limits(1000, 2, Duration.ofMinutes(2), 0);

        public Limits {
            if (differencesKept < 1 || parallelism < 1 || patience.isNegative() || documentsPerSecond < 0) {
                throw new IllegalArgumentException(
                        "differences kept and parallelism must be at least 1, patience and rate not negative");
            }
        }
    }

    public ValidatorConfig {
        Objects.requireNonNull(migration, "migration");
        Objects.requireNonNull(mongodbUri, "mongodbUri");
        Objects.requireNonNull(postgresJdbcUrl, "postgresJdbcUrl");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(checkpoint, "checkpoint");
    }

    public ValidatorConfig(Migration migration, String mongodbUri, String postgresJdbcUrl) {
        this(migration, mongodbUri, postgresJdbcUrl, Limits.DEFAULTS, Optional.empty());
    }

    /** Addresses may hold passwords. */
    @Override
    public String toString() {
        return "ValidatorConfig[migration=" + migration.name() + ", limits=" + limits + ", checkpoint=" + checkpoint
                + "]";
    }
}
