package dev.tidegate.validator.target;

import dev.tidegate.mapping.declaration.ColumnType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A list's element out of the text that PostgreSQL prints of it, in the Java type that a column of it is read in. */
final class PrintedValue {
    private static final Pattern TIME = Pattern.compile(
            "([0-9]{4,})-([0-9]{2})-([0-9]{2})(?: ([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?)(?:\\+00)?)?( BC)?");

    private PrintedValue() {}

    /** The text itself where it is none of the type: then it is what no document gives. */
    static Object of(String text, ColumnType type) {
        try {
            return switch (type.kind()) {
                case SMALLINT, INTEGER, BIGINT -> Long.valueOf(text);
                case REAL -> Float.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case BOOLEAN -> bool(text);
                case DATE -> time(text, true);
                case TIMESTAMP, TIMESTAMPTZ -> time(text, false);
                case UUID -> UUID.fromString(text);
                default -> text;
            };
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static Object bool(String text) {
        return text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
    }

    private static Object time(String text, boolean isDay) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            return text;
        }
        int year = Integer.parseInt(parts.group(1));
        LocalDate day = LocalDate.of(
                parts.group(5) == null ? year : 1 - year,
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)));
        return isDay ? day : LocalDateTime.of(day, LocalTime.parse(parts.group(4)));
    }
}
