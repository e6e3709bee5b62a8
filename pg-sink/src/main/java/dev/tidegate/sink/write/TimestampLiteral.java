package dev.tidegate.sink.write;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** PostgreSQL's text form of a time. The driver's own writes the first year that PostgreSQL knows as -infinity. */
final class TimestampLiteral {
    private TimestampLiteral() {}

    /** @param millis since 1970 in UTC, which the text names: a column without time zone leaves that out */
    static String of(long millis) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        boolean isBeforeChrist = time.getYear() < 1;
        return String.format(
                Locale.ROOT,
                "%04d-%02d-%02d %02d:%02d:%02d.%03d+00%s",
                isBeforeChrist ? 1 - time.getYear() : time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                time.getNano() / 1_000_000,
                isBeforeChrist ? " BC" : "");
    }
}
