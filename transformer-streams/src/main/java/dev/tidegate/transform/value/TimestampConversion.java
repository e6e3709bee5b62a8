package dev.tidegate.transform.value;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.bson.BsonValue;

/** Into timestamps with and without time zone: milliseconds since the epoch, in UTC. */
final class TimestampConversion implements ScalarConversion {
    /** PostgreSQL's first moment, 4714-11-24 BC: the year 1 BC is 0. */
    private static final long FIRST = startOf(-4713, 11, 24);
    /** The first moment after PostgreSQL's last, which is in 294276 AD. */
    private static final long END = startOf(294_277, 1, 1);

    private final int precision;
    /** So many milliseconds has the smallest step of the column, or one where it is smaller. */
    private final long step;

    private final Outcomes outcomes;

    TimestampConversion(int precision, Outcomes outcomes) {
        this.precision = precision;
        this.step = (long) Math.pow(10, Math.max(0, 3 - precision));
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
        if (milliseconds < FIRST || milliseconds >= END) {
            return outcomes.outOfRange(value);
        }
        return milliseconds % step == 0 ? Conversion.Value.exact(milliseconds) : tooFine();
    }

    private Conversion ofText(BsonValue value, String text) {
        OptionalLong milliseconds = TimestampText.parse(text);
        if (milliseconds.isEmpty()) {
            return outcomes.notExact(
                    "this string is no real time of the form YYYY-MM-DDTHH:MM[:SS[.fff]] with Z or ±HH:MM");
        }
        return milliseconds.getAsLong() % step == 0 ? outcomes.converted(value, milliseconds.getAsLong()) : tooFine();
    }

    private Conversion tooFine() {
        return outcomes.notExact("this time has more than " + precision + " digits of a second");
    }

    private static long startOf(int year, int month, int day) {
        return LocalDate.of(year, month, day)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }
}
