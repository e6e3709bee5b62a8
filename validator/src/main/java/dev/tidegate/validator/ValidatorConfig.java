package dev.tidegate.validator;

import dev.tidegate.mapping.declaration.Migration;
import java.util.Objects;

/**
 * @param postgresJdbcUrl with user and password, as the driver takes it
 * @param differencesKept how many differences are listed; all are counted
 * @param parallelism collections compared at the same time, each with a connection of its own to PostgreSQL
 */
public record ValidatorConfig(
        Migration migration, String mongodbUri, String postgresJdbcUrl, int differencesKept, int parallelism) {
    private static final int DEFAULT_DIFFERENCES_KEPT = 1000;
    private static final int DEFAULT_PARALLELISM = 2;

    public ValidatorConfig {
        Objects.requireNonNull(migration, "migration");
        Objects.requireNonNull(mongodbUri, "mongodbUri");
        Objects.requireNonNull(postgresJdbcUrl, "postgresJdbcUrl");
        if (differencesKept < 1 || parallelism < 1) {
            throw new IllegalArgumentException("differences kept and parallelism must be at least 1");
        }
    }

    public ValidatorConfig(Migration migration, String mongodbUri, String postgresJdbcUrl) {
        this(migration, mongodbUri, postgresJdbcUrl, DEFAULT_DIFFERENCES_KEPT, DEFAULT_PARALLELISM);
    }

    /** Addresses may hold passwords. */
    @Override
    public String toString() {
        return "ValidatorConfig[migration=" + migration.name() + ", differencesKept=" + differencesKept
                + ", parallelism=" + parallelism + "]";
    }
}
