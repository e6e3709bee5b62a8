package dev.tidegate.transform.value;

import org.bson.BsonValue;

/** Into {@code uuid}: a reference, by the column's policies. */
final class ReferenceConversion implements ScalarConversion {
    private final ReferenceIds references;
    private final Outcomes outcomes;

    ReferenceConversion(ReferenceIds references, Outcomes outcomes) {
        this.references = references;
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        Conversion conversion = references.convert(value);
        if (conversion instanceof Conversion.Failure failure) {
            return outcomes.failed(failure.reason(), references.refusal(value));
        }
        Conversion.Value converted = (Conversion.Value) conversion;
        return converted.counted().isEmpty() ? converted : outcomes.converted(value, converted.value());
    }
}
