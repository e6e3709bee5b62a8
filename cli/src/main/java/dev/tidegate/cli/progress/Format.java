package dev.tidegate.cli.progress;

import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.MigrationStatus.StageStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** How numbers are written for people. */
public final class Format {
    private static final int BAR = 20;

    private Format() {}

    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds % 3600 / 60);
    }

    static String bar(double percent) {
        int full = (int) Math.round(Math.max(0, Math.min(100, percent)) * BAR / 100);
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    /** Each stage's lag as {@code source=12/0.3s}: events, then seconds; {@code ?} for what cannot be known. */
    static String lags(MigrationStatus status, String separator) {
        return status.stages().stream().map(Format::lag).collect(Collectors.joining(separator));
    }

    static String lag(StageStatus stage) {
        String events = stage.lagEvents().map(String::valueOf).orElse("?");
        String seconds = stage.lagSeconds()
                .map(value -> String.format(Locale.ROOT, "%.1fs", value))
                .orElse("?");
        return stage.name() + "=" + events + "/" + seconds;
    }
}
