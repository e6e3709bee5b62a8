package dev.tidegate.validator.value;

import dev.tidegate.mapping.reason.Reason;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonValue;

/** An enum whose labels are told apart without a look at their case. */
record CaselessEnumRule(Set<String> labels) implements ValueRule {
    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isString();
    }

    @Override
    public Judgement judge(BsonValue value) {
        if (!value.isString()) {
            return Judgement.wrongType();
        }
        String text = value.asString().getValue().toLowerCase(Locale.ROOT);
        Optional<String> label = labels.stream()
                .filter(each -> each.toLowerCase(Locale.ROOT).equals(text))
                .findAny();
        return label.map(Judgement::fitsAs).orElseGet(() -> new Judgement.Unfit(Reason.INVALID_ENUM.code()));
    }
}
