package dev.tidegate.validator.value;

import org.bson.BsonValue;

/** {@code boolean}. */
record BooleanRule() implements ValueRule {
    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isBoolean();
    }

    @Override
    public Judgement judge(BsonValue value) {
        if (value.isBoolean()) {
            return Judgement.fitsAs(value.asBoolean().getValue());
        }
        if (!value.isString()) {
            return Judgement.wrongType();
        }
        return switch (value.asString().getValue()) {
            case "true" -> Judgement.fitsAs(true);
            case "false" -> Judgement.fitsAs(false);
            default -> Judgement.notExact();
        };
    }
}
