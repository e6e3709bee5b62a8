package dev.tidegate.transform.value;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.bson.BsonValue;

/** Into {@code timestamp(3)}: milliseconds since the epoch, in UTC. */
final class TimestampConversion implements ScalarConversion {
    /** PostgreSQL's first moment, 4714-11-24 BC: the year 1 BC is 0. */
    private static final long FIRST = startOf(-4713, 11, 24);
    /** The first moment after PostgreSQL's last, which is in 294276 AD. */
    private static final long END = startOf(294_277, 1, 1);

    private final Outcomes outcomes;

    TimestampConversion(Outcomes outcomes) {
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
        return milliseconds < FIRST || milliseconds >= END
                ? outcomes.outOfRange(value)
                : Conversion.Value.exact(milliseconds);
    }

    private Conversion ofText(BsonValue value, String text) {
        OptionalLong milliseconds = TimestampText.parse(text);
        return milliseconds.isPresent()
                ? outcomes.converted(value, milliseconds.getAsLong())
                : outcomes.notExact(
                        "this string is no real time of the form YYYY-MM-DDTHH:MM[:SS[.fff]] with Z or ±HH:MM");
    }

    private static long startOf(int year, int month, int day) {
        return LocalDate.of(year, month, day)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }
}
