package dev.tidegate.transform.value;

import org.bson.BsonValue;

/** Into {@code text}. */
final class TextConversion implements ScalarConversion {
    private final Outcomes outcomes;

    TextConversion(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING -> outcomes.exactText(value.asString().getValue());
            case INT32 ->
                outcomes.converted(value, Integer.toString(value.asInt32().getValue()));
            case INT64 ->
                outcomes.converted(value, Long.toString(value.asInt64().getValue()));
            case DOUBLE -> outcomes.converted(value, ofDouble(value.asDouble().getValue()));
            case DECIMAL128 ->
                outcomes.converted(value, DecimalText.plain(value.asDecimal128().getValue()));
            case BOOLEAN ->
                outcomes.converted(value, Boolean.toString(value.asBoolean().getValue()));
            case OBJECT_ID ->
                outcomes.converted(value, value.asObjectId().getValue().toHexString());
            case DATE_TIME ->
                outcomes.converted(value, TimestampText.iso(value.asDateTime().getValue()));
            default -> outcomes.wrongType(value);
        };
    }

    /** The special values have no digits, but names that read back as the same double, in PostgreSQL as in Java. */
    private static String ofDouble(double number) {
        return Double.isNaN(number) || Double.isInfinite(number) ? Double.toString(number) : DecimalText.text(number);
    }
}
