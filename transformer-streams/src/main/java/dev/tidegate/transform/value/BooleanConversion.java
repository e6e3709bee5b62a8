package dev.tidegate.transform.value;

import org.bson.BsonValue;

/** Into {@code boolean}. */
final class BooleanConversion implements ScalarConversion {
    private static final Conversion TRUE = Conversion.Value.exact(true);
    private static final Conversion FALSE = Conversion.Value.exact(false);

    private final Outcomes outcomes;

    BooleanConversion(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        return switch (value.getBsonType()) {
            case BOOLEAN -> value.asBoolean().getValue() ? TRUE : FALSE;
            case STRING -> ofText(value, value.asString().getValue());
            default -> outcomes.wrongType(value);
        };
    }

    private Conversion ofText(BsonValue value, String text) {
        return switch (text) {
            case "true" -> outcomes.converted(value, true);
            case "false" -> outcomes.converted(value, false);
            default -> outcomes.notExact("this string is neither true nor false");
        };
    }
}
