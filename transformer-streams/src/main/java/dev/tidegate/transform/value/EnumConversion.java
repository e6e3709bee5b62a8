package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.reason.Reason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.bson.BsonValue;

/** Into an enum: its labels, case included; where the file ignores case, those that nothing else distinguishes. */
final class EnumConversion implements ScalarConversion {
    private final Map<String, Conversion> labels = new HashMap<>();
    private final Map<String, Conversion> byLowerCase = new HashMap<>();
    private final Outcomes outcomes;

    EnumConversion(EnumType type, Outcomes outcomes) {
        type.labels().forEach(label -> labels.put(label, Conversion.Value.exact(label)));
        this.outcomes = outcomes;
    }

    /** @param outcomes of an enum no two labels of which differ in case only */
    static EnumConversion ignoringCase(EnumType type, Outcomes outcomes) {
        EnumConversion conversion = new EnumConversion(type, outcomes);
        type.labels()
                .forEach(label -> conversion.byLowerCase.put(
                        label.toLowerCase(Locale.ROOT),
                        new Conversion.Value(label, Note.alone(Reason.CASE_CHANGED), false)));
        return conversion;
    }

    @Override
    public Conversion convert(BsonValue value) {
        if (!value.isString()) {
            return outcomes.wrongType(value);
        }
        String text = value.asString().getValue();
        Conversion label = labels.get(text);
        if (label == null && !byLowerCase.isEmpty()) {
            label = byLowerCase.get(text.toLowerCase(Locale.ROOT));
        }
        return label == null ? outcomes.noLabel() : label;
    }
}
