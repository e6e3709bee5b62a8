package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.EnumType;
import java.util.HashMap;
import java.util.Map;
import org.bson.BsonValue;

/** Into an enum: its labels, case included. */
final class EnumConversion implements ScalarConversion {
    private final Map<String, Conversion> labels = new HashMap<>();
    private final Outcomes outcomes;

    EnumConversion(EnumType type, Outcomes outcomes) {
        type.labels().forEach(label -> labels.put(label, Conversion.Value.exact(label)));
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        if (!value.isString()) {
            return outcomes.wrongType(value);
        }
        Conversion label = labels.get(value.asString().getValue());
        return label == null ? outcomes.noLabel() : label;
    }
}
