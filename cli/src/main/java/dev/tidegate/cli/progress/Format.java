package dev.tidegate.cli.progress;

import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.MigrationStatus.StageStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How numbers are written for people. */
public final class Format {
    private static final int BAR = 20;

    private Format() {}

    /** A guess of days from the first seconds is none. */
    private static final Duration ENOUGH_TO_GUESS = Duration.ofMinutes(1);

    /**
     * The time that is left at the average so far, else {@code -}.
     *
     * @param elapsed in which {@code done} of {@code all} were done
     */
    public static String eta(long done, long all, Duration elapsed) {
        if (done <= 0 || done >= all) {
            return "-";
        }
        Duration left = Duration.ofMillis((long) ((double) elapsed.toMillis() * (all - done) / done));
        return left.toDays() > 0 && elapsed.compareTo(ENOUGH_TO_GUESS) < 0 ? "-" : duration(left);
    }

    /** Such as {@code  (not-exact 2, required-absent 1)}; empty when there are none. */
    public static String counts(Map<String, Long> counts) {
        return counts.isEmpty()
                ? ""
                : counts.entrySet().stream()
                        .map(count -> String.format(Locale.ROOT, "%s %,d", count.getKey(), count.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        return duration.toDays() == 0
                ? String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds % 3600 / 60)
                : String.format(Locale.ROOT, "%dd%02dh", duration.toDays(), duration.toHoursPart());
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
        String events = stage.lagEvents()
                .map(value -> String.format(Locale.ROOT, "%,d", value))
                .orElse("?");
        String seconds = stage.lagSeconds()
                .map(value -> String.format(Locale.ROOT, "%.1fs", value))
                .orElse("?");
        return stage.name() + "=" + events + "/" + seconds;
    }
}
