package dev.tidegate.validator.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import org.bson.BsonValue;

/** {@code date}: a date of BSON's that is midnight in UTC, or the text of a day. */
record DateRule() implements ValueRule {
    private static final LocalDate FIRST = LocalDate.of(-4713, 11, 24);
    private static final int LAST_YEAR = 5_874_897;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ISO_LOCAL_DATE.withResolverStyle(ResolverStyle.STRICT);
    private static final int LENGTH = "YYYY-MM-DD".length();

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isDateTime();
    }

    @Override
    public Judgement judge(BsonValue value) {
        return switch (value.getBsonType()) {
            case DATE_TIME -> day(TimestampRule.utc(value.asDateTime().getValue()));
            case STRING -> text(value.asString().getValue());
            default -> Judgement.wrongType();
        };
    }

    private static Judgement day(LocalDateTime time) {
        if (!time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            return Judgement.notExact();
        }
        LocalDate day = time.toLocalDate();
        return day.isBefore(FIRST) || day.getYear() > LAST_YEAR ? Judgement.outOfRange() : Judgement.fitsAs(day);
    }

    private static Judgement text(String text) {
        if (text.length() != LENGTH || !text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9')) {
            return Judgement.notExact();
        }
        try {
            return text.startsWith("-") ? Judgement.notExact() : Judgement.fitsAs(LocalDate.parse(text, DAY));
        } catch (DateTimeParseException e) {
            return Judgement.notExact();
        }
    }
}
