package dev.tidegate.validator.value;

import dev.tidegate.mapping.reason.Reason;
import java.util.Set;
import org.bson.BsonValue;

/** An enum: its labels, case included. */
record EnumRule(Set<String> labels) implements ValueRule {
    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isString();
    }

    @Override
    public Judgement judge(BsonValue value) {
        if (!value.isString()) {
            return Judgement.wrongType();
        }
        String text = value.asString().getValue();
        return labels.contains(text) ? Judgement.fitsAs(text) : new Judgement.Unfit(Reason.INVALID_ENUM.code());
    }
}
