package dev.tidegate.cli.demo;

import java.time.Duration;

/** @param duration how long the writers write at least once the snapshot is in */
public record DemoSettings(
        DemoMigration migration,
        int documents,
        long seed,
        int writesPerSecond,
        Duration duration,
        boolean keep,
        boolean realMongod) {}
