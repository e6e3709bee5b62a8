package dev.tidegate.sink.write;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** PostgreSQL's text form of a time. The driver's own writes the first year that PostgreSQL knows as -infinity. */
final class TimestampLiteral {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NEVER)
            .appendPattern("-MM-dd HH:mm:ss.SSS+00")
            .toFormatter(Locale.ROOT);

    private TimestampLiteral() {}

    /** @param millis since 1970 in UTC, which the text names: a column without time zone leaves that out */
    static String of(long millis) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        String text = FORM.format(time);
        return time.getYear() < 1 ? text + " BC" : text;
    }
}
