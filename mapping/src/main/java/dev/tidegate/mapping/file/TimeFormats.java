package dev.tidegate.mapping.file;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code {format: [dd.MM.yyyy], zone: Europe/Prague}}: each format is tried with a day that tells the letters apart. */
final class TimeFormats {
    private static final LocalDateTime SAMPLE = LocalDateTime.of(2001, 11, 23, 16, 5, 6, 700_000_000);

    private final YamlMap parse;
    private final Problems problems;

    TimeFormats(YamlMap parse, Problems problems) {
        this.parse = parse;
        this.problems = problems;
    }

    List<String> formats() {
        List<Value> formats = parse.texts("format");
        if (formats.isEmpty() && parse.has("zone")) {
            problems.add(parse.keyNode("zone"), "'zone' is for text without one: name its 'format', too");
        }
        boolean needsZone = false;
        for (Value format : formats) {
            needsZone |= check(format);
        }
        if (needsZone && !parse.has("zone")) {
            problems.add(
                    parse.keyNode("format"),
                    "a format has no zone in it: say where its times are meant, with zone: Europe/Prague or zone: UTC");
        } else if (!needsZone && !formats.isEmpty() && parse.has("zone")) {
            problems.add(parse.keyNode("zone"), "every format states a zone of its own: 'zone' has no effect");
        }
        return formats.stream().map(Value::text).toList();
    }

    Optional<String> zone() {
        Optional<Value> zone = parse.text("zone");
        zone.filter(each -> !isZone(each.text()))
                .ifPresent(each ->
                        problems.add(each.node(), "'" + each + "' is no zone, such as Europe/Prague, UTC or +02:00"));
        return zone.map(Value::text).filter(TimeFormats::isZone);
    }

    private static boolean isZone(String text) {
        try {
            ZoneId.of(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** True when a text of this format may state no zone. */
    private boolean check(Value format) {
        DateTimeFormatter formatter;
        try {
            formatter = formatter(format.text());
        } catch (IllegalArgumentException e) {
            problems.add(format.node(), "'" + format + "' is no format of java.time: " + e.getMessage());
            return false;
        }
        if (letters(format.text()).chars().anyMatch(letter -> letter == 'z' || letter == 'v')) {
            problems.add(
                    format.node(),
                    "'" + format + "' reads a zone's short name, which is not one zone alone: XXX reads an offset,"
                            + " VV a zone such as Europe/Prague");
            return false;
        }
        Optional<String> local = text(formatter, SAMPLE);
        Optional<String> text = local.or(() -> text(formatter, ZonedDateTime.of(SAMPLE, ZoneId.of("Europe/Prague"))));
        boolean countsDaysBesideMonths =
                letters(format.text()).contains("D") && letters(format.text()).contains("M");
        if (countsDaysBesideMonths || text.isEmpty() || !isReadBack(formatter, format.text(), text.get())) {
            problems.add(
                    format.node(),
                    "'" + format + "' gives no whole day or time: yyyy is the year, MM the month, dd the day, HH the"
                            + " hour (hh with a), mm the minute, ss the second, SSS the fraction, XXX the offset");
            return false;
        }
        return local.isPresent();
    }

    private static DateTimeFormatter formatter(String format) {
        return new DateTimeFormatterBuilder()
                .appendPattern(format)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static Optional<String> text(DateTimeFormatter formatter, Temporal sample) {
        try {
            return Optional.of(formatter.format(sample));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isReadBack(DateTimeFormatter formatter, String format, String text) {
        try {
            TemporalAccessor read = formatter.parse(text);
            LocalDate day = read.query(TemporalQueries.localDate());
            boolean hasTime = letters(format).chars().anyMatch(letter -> "HhKkmsSAnNaB".indexOf(letter) >= 0);
            return SAMPLE.toLocalDate().equals(day) && (!hasTime || read.query(TemporalQueries.localTime()) != null);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Without what stands in quotes. */
    private static String letters(String format) {
        List<String> outside = new ArrayList<>();
        String[] parts = format.split("'", -1);
        for (int part = 0; part < parts.length; part += 2) {
            outside.add(parts[part]);
        }
        return String.join("", outside);
    }
}
