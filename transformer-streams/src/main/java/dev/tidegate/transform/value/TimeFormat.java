package dev.tidegate.transform.value;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** One format of text in java.time's letters, read strictly. Thread-safe. */
final class TimeFormat {
    private static final int LONGEST = 100;
    private static final int NANOS_OF_A_MILLISECOND = 1_000_000;

    private final DateTimeFormatter formatter;
    private final ZoneId zone;

    private TimeFormat(DateTimeFormatter formatter, ZoneId zone) {
        this.formatter = formatter;
        this.zone = zone;
    }

    /** @param zone of text that states none */
    static TimeFormat of(String format, Optional<String> zone) {
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .appendPattern(format)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        return new TimeFormat(formatter, zone.map(ZoneId::of).orElse(ZoneOffset.UTC));
    }

    /**
     * Milliseconds since the epoch; empty when the text is not of the format as a whole, or names a time that never was,
     * that was twice (when clocks are put back), or that is finer than a millisecond.
     */
    OptionalLong milliseconds(String text) {
        if (text.length() > LONGEST || formatter.parseUnresolved(text, new ParsePosition(0)) == null) {
            return OptionalLong.empty();
        }
        try {
            return milliseconds(formatter.parse(text));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong milliseconds(TemporalAccessor read) {
        LocalDate day = read.query(TemporalQueries.localDate());
        LocalTime time =
                Optional.ofNullable(read.query(TemporalQueries.localTime())).orElse(LocalTime.MIDNIGHT);
        if (day == null || time.getNano() % NANOS_OF_A_MILLISECOND != 0) {
            return OptionalLong.empty();
        }
        LocalDateTime local = LocalDateTime.of(day, time);
        List<ZoneOffset> offsets = offsets(read, local);
        return offsets.size() == 1
                ? OptionalLong.of(local.toInstant(offsets.get(0)).toEpochMilli())
                : OptionalLong.empty();
    }

    private List<ZoneOffset> offsets(TemporalAccessor read, LocalDateTime local) {
        if (read.isSupported(ChronoField.OFFSET_SECONDS)) {
            return List.of(ZoneOffset.ofTotalSeconds(read.get(ChronoField.OFFSET_SECONDS)));
        }
        ZoneId stated = read.query(TemporalQueries.zone());
        return (stated == null ? zone : stated).getRules().getValidOffsets(local);
    }
}
