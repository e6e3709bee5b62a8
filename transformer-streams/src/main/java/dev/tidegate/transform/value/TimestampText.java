package dev.tidegate.transform.value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments as text. Zones are always stated: nothing is read without one. */
final class TimestampText {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,3}))?)?"
                    + "(?:Z|([+-])([0-9]{2}):([0-9]{2}))");
    private static final int LONGEST = "YYYY-MM-DDTHH:MM:SS.fff+HH:MM".length();

    private static final DateTimeFormatter ISO_MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final long MINUTE_IN_MILLISECONDS = 60_000;
    private static final int MINUTES_IN_HOUR = 60;
    private static final int HOURS_IN_DAY = 24;
    /** As java.time has it; no zone there ever was is further from UTC than 15:14. */
    private static final int LARGEST_OFFSET_IN_MINUTES = 18 * MINUTES_IN_HOUR;

    private TimestampText() {}

    /** ISO-8601 in UTC, always with three decimals; years beyond four digits with their sign. */
    static String iso(long millisecondsSinceEpoch) {
        return ISO_MILLISECONDS.format(Instant.ofEpochMilli(millisecondsSinceEpoch));
    }

    /** Milliseconds since the epoch; empty when the text has another form, or names a time that there never was. */
    static OptionalLong parse(String text) {
        if (text.length() > LONGEST) {
            return OptionalLong.empty();
        }
        Matcher parts = FORM.matcher(text);
        return parts.matches() && isReal(parts) ? OptionalLong.of(milliseconds(parts)) : OptionalLong.empty();
    }

    private static boolean isReal(Matcher parts) {
        int month = number(parts, 2);
        int day = number(parts, 3);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(number(parts, 1), month).lengthOfMonth()
                && number(parts, 4) < HOURS_IN_DAY
                && number(parts, 5) < MINUTES_IN_HOUR
                && number(parts, 6) < MINUTES_IN_HOUR
                && number(parts, 10) < MINUTES_IN_HOUR
                && offsetInMinutes(parts) <= LARGEST_OFFSET_IN_MINUTES;
    }

    private static long milliseconds(Matcher parts) {
        long days = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3))
                .toEpochDay();
        long minutes = (days * HOURS_IN_DAY + number(parts, 4)) * MINUTES_IN_HOUR + number(parts, 5);
        long utc = "-".equals(parts.group(8)) ? minutes + offsetInMinutes(parts) : minutes - offsetInMinutes(parts);
        return utc * MINUTE_IN_MILLISECONDS + number(parts, 6) * 1000L + thousandths(parts.group(7));
    }

    private static int offsetInMinutes(Matcher parts) {
        return number(parts, 9) * MINUTES_IN_HOUR + number(parts, 10);
    }

    private static int thousandths(String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00").substring(0, 3));
    }

    private static int number(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
