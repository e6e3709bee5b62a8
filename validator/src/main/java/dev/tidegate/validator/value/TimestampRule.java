package dev.tidegate.validator.value;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonValue;

/** Timestamps, read as UTC. @param precision how many digits of a second the column has */
record TimestampRule(int precision) implements ValueRule {
    /** 4714-11-24 BC and the end of 294276 AD, in milliseconds since the epoch. */
    private static final long FIRST = -210_866_803_200_000L;

    private static final long END = 9_224_318_016_000_000L;
    private static final Pattern TEXT = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})"
            + "(?::([0-9]{2})(?:\\.([0-9]{1,3}))?)?(?:Z|([+-])([0-9]{2}):([0-9]{2}))");

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isDateTime();
    }

    @Override
    public Judgement judge(BsonValue value) {
        return switch (value.getBsonType()) {
            case DATE_TIME -> at(value.asDateTime().getValue());
            case STRING -> fromText(value.asString().getValue());
            default -> Judgement.wrongType();
        };
    }

    private Judgement at(long millis) {
        return millis >= FIRST && millis < END ? fits(utc(millis)) : Judgement.outOfRange();
    }

    private Judgement fits(LocalDateTime time) {
        boolean isTooFine =
                BigDecimal.valueOf(time.getNano(), 9).stripTrailingZeros().scale() > precision;
        return isTooFine ? Judgement.notExact() : Judgement.fitsAs(time);
    }

    static LocalDateTime utc(long millis) {
        int nanos = (int) Math.floorMod(millis, 1000L) * 1_000_000;
        return LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), nanos, ZoneOffset.UTC);
    }

    private Judgement fromText(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Judgement.notExact();
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(parts, 1),
                    number(parts, 2),
                    number(parts, 3),
                    number(parts, 4),
                    number(parts, 5),
                    number(parts, 6),
                    fraction(parts.group(7)));
            return fits(local.minusSeconds(offset(parts).getTotalSeconds()));
        } catch (DateTimeException e) {
            return Judgement.notExact();
        }
    }

    private static int number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }

    private static int fraction(String digits) {
        return digits == null ? 0 : Integer.parseInt((digits + "00").substring(0, 3)) * 1_000_000;
    }

    private static ZoneOffset offset(Matcher parts) {
        if (parts.group(8) == null) {
            return ZoneOffset.UTC;
        }
        int sign = parts.group(8).equals("-") ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(parts, 9), sign * number(parts, 10));
    }
}
