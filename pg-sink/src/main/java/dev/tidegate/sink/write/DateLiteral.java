package dev.tidegate.sink.write;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** PostgreSQL's text form of a day. */
final class DateLiteral {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NEVER)
            .appendPattern("-MM-dd")
            .toFormatter(Locale.ROOT);

    private DateLiteral() {}

    /** @param days since 1970 */
    static String of(int days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        String text = FORM.format(date);
        return date.getYear() < 1 ? text + " BC" : text;
    }
}
