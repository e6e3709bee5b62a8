package dev.tidegate.cli.run;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.status.SnapshotProgress;
import java.util.function.BooleanSupplier;

/** Asks Kafka whether all of the snapshot has passed the transformer, until it has; then it stays so. */
final class SnapshotIsIn implements BooleanSupplier {
    private final Migration migration;
    private final String bootstrapServers;
    private boolean isIn;

    SnapshotIsIn(Migration migration, String bootstrapServers) {
        this.migration = migration;
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public synchronized boolean getAsBoolean() {
        if (!isIn) {
            isIn = SnapshotProgress.isTransformed(migration, bootstrapServers);
        }
        return isIn;
    }
}
