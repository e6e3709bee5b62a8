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
            case DOUBLE -> ofDouble(value, value.asDouble().getValue());
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

    private Conversion ofDouble(BsonValue value, double number) {
        return Double.isNaN(number) || Double.isInfinite(number)
                ? outcomes.notExact("this double has no decimal form")
                : outcomes.converted(value, DecimalText.text(number));
    }
}
