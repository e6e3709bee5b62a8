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
        return new Judgement.Fits(new ExpectedValue.Plain(withoutNul(text)), holdsNul(text));
    }

    static boolean holdsNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    static String withoutNul(String text) {
        return text.replace('\0', '\uFFFD');
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
