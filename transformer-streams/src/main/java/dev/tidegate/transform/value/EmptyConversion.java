package dev.tidegate.transform.value;

import dev.tidegate.mapping.reason.Reason;
import org.bson.BsonValue;

/** The empty string as if absent, under {@code empty_as_null}. */
final class EmptyConversion implements ScalarConversion {
    private static final Conversion.Value EMPTY =
            new Conversion.Value(null, Note.alone(Reason.EMPTY_TEXT_AS_ABSENT), false);

    private final ScalarConversion others;

    EmptyConversion(ScalarConversion others) {
        this.others = others;
    }

    static boolean isEmpty(Conversion conversion) {
        return conversion == EMPTY;
    }

    @Override
    public Conversion convert(BsonValue value) {
        return value.isString() && value.asString().getValue().isEmpty() ? EMPTY : others.convert(value);
    }
}
