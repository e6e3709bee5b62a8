package dev.tidegate.transform.value;

import dev.tidegate.mapping.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonString;
import org.bson.BsonValue;

/** {@code trim} and {@code lower}, before {@code empty_as_null}, {@code map} and every conversion. */
final class PreparedConversion implements ScalarConversion {
    private static final Note TRIMMED = Note.of(Reason.TRIMMED);
    private static final Note LOWERED = Note.of(Reason.CASE_CHANGED);

    private final TextSteps steps;
    private final ScalarConversion others;

    PreparedConversion(TextSteps steps, ScalarConversion others) {
        this.steps = steps;
        this.others = others;
    }

    @Override
    public Conversion convert(BsonValue value) {
        if (!value.isString()) {
            return others.convert(value);
        }
        String text = value.asString().getValue();
        String trimmed = steps.trimmed(text);
        String lowered = steps.lowered(trimmed);
        if (lowered.equals(text)) {
            return others.convert(value);
        }
        Conversion conversion = others.convert(new BsonString(lowered));
        return counted(conversion, !trimmed.equals(text), !lowered.equals(trimmed));
    }

    /** What becomes NULL is counted as that alone. */
    private static Conversion counted(Conversion conversion, boolean isTrimmed, boolean isLowered) {
        if (!(conversion instanceof Conversion.Value carried) || carried.value() == null) {
            return conversion;
        }
        List<Note> notes = new ArrayList<>();
        if (isTrimmed) {
            notes.add(TRIMMED);
        }
        if (isLowered) {
            notes.add(LOWERED);
        }
        notes.addAll(carried.counted());
        return new Conversion.Value(carried.value(), notes, carried.keepOriginal());
    }
}
