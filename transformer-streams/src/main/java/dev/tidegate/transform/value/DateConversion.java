package dev.tidegate.transform.value;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonValue;

/** Into {@code date}: days since the epoch. A time of day is none of its values, but midnight in UTC is a day's. */
final class DateConversion implements ScalarConversion {
    private static final long MILLISECONDS = 24 * 60 * 60 * 1000L;
    /** PostgreSQL's first day, 4714-11-24 BC: the year 1 BC is 0. */
    private static final long FIRST = LocalDate.of(-4713, 11, 24).toEpochDay();
    /** PostgreSQL documents its last year as 5874897. */
    private static final long LAST = LocalDate.of(5_874_897, 12, 31).toEpochDay();

    private static final Pattern FORM = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");

    private final Outcomes outcomes;

    DateConversion(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        return switch (value.getBsonType()) {
            case DATE_TIME -> ofDate(value, value.asDateTime().getValue());
            case STRING -> ofText(value, value.asString().getValue());
            default -> outcomes.wrongType(value);
        };
    }

    private Conversion ofDate(BsonValue value, long milliseconds) {
        if (milliseconds % MILLISECONDS != 0) {
            return outcomes.notExact("this date has a time of day, in UTC");
        }
        long days = milliseconds / MILLISECONDS;
        return days < FIRST || days > LAST ? outcomes.outOfRange(value) : Conversion.Value.exact((int) days);
    }

    private Conversion ofText(BsonValue value, String text) {
        OptionalInt days = days(text);
        return days.isPresent()
                ? outcomes.converted(value, days.getAsInt())
                : outcomes.notExact("this string is no real day of the form YYYY-MM-DD");
    }

    private static OptionalInt days(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return OptionalInt.empty();
        }
        int year = Integer.parseInt(parts.group(1));
        int month = Integer.parseInt(parts.group(2));
        int day = Integer.parseInt(parts.group(3));
        boolean isReal = month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
        return isReal ? OptionalInt.of((int) LocalDate.of(year, month, day).toEpochDay()) : OptionalInt.empty();
    }
}
