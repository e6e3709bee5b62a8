package dev.tidegate.validator.value;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.bson.BsonValue;

/** {@code text}, of columns and of the elements of {@code text[]}. */
record TextRule() implements ValueRule {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isString();
    }

    @Override
    public Judgement judge(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING -> fromString(value.asString().getValue());
            case INT32 -> Judgement.fitsAs(String.valueOf(value.asInt32().getValue()));
            case INT64 -> Judgement.fitsAs(String.valueOf(value.asInt64().getValue()));
            case DOUBLE ->
                Judgement.fits(new ExpectedValue.DoubleText(value.asDouble().getValue()));
            case DECIMAL128 ->
                Judgement.fitsAs(Numbers.printedByPostgres(value.asDecimal128().getValue()));
            case BOOLEAN -> Judgement.fitsAs(value.asBoolean().getValue() ? "true" : "false");
            case OBJECT_ID -> Judgement.fitsAs(value.asObjectId().getValue().toHexString());
            case DATE_TIME -> Judgement.fitsAs(isoDate(value.asDateTime().getValue()));
            default -> Judgement.wrongType();
        };
    }

    private static Judgement fromString(String text) {
        return new Judgement.Fits(new ExpectedValue.Plain(storable(text)), !isStorable(text));
    }

    /** PostgreSQL's text has no place for U+0000, nor for half of a surrogate pair. */
    static boolean isStorable(String text) {
        return text.codePoints().noneMatch(TextRule::isUnstorable);
    }

    static String storable(String text) {
        if (isStorable(text)) {
            return text;
        }
        int[] replaced = text.codePoints()
                .map(point -> isUnstorable(point) ? '\uFFFD' : point)
                .toArray();
        return new String(replaced, 0, replaced.length);
    }

    private static boolean isUnstorable(int codePoint) {
        return codePoint == 0 || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** ISO-8601 in UTC with milliseconds; years beyond four digits have a sign. */
    static String isoDate(long millis) {
        LocalDateTime utc = TimestampRule.utc(millis);
        int year = utc.getYear();
        String digits = String.format(Locale.ROOT, "%04d", Math.abs(year));
        String sign = year < 0 ? "-" : year > 9999 ? "+" : "";
        return sign + digits + MILLIS.format(utc);
    }
}
