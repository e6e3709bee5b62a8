package dev.tidegate.cli.progress;

import dev.tidegate.operate.status.MigrationStatus;

/** Shows how far a migration is, again and again, until it ends. */
public interface Progress {
    void show(MigrationStatus status);

    /** Leaves the last picture standing. */
    void end();
}
