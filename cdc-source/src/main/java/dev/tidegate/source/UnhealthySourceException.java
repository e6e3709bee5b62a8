package dev.tidegate.source;

import dev.tidegate.events.source.SourceHealth;

/** The raw topics can no longer be made equal to the source by resuming. Says what happened and what to do. */
public final class UnhealthySourceException extends RuntimeException {
    private final transient SourceHealth health;

    public UnhealthySourceException(SourceHealth health) {
        super(health.state() + ": " + health.message());
        this.health = health;
    }

    public SourceHealth health() {
        return health;
    }
}
