package dev.tidegate.transform.value;

import dev.tidegate.mapping.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonValue;

/** Reads values by the form that the file states, before the column's type converts what was read. */
final class ParsedConversion implements ScalarConversion {
    private final ValueForm form;
    private final ScalarConversion byType;
    private final ScalarConversion afterForm;
    private final Outcomes outcomes;

    /**
     * @param byType of values that the form does not read
     * @param afterForm of those that it has read: refuses no conversion, as the file asks for it
     */
    ParsedConversion(ValueForm form, ScalarConversion byType, ScalarConversion afterForm, Outcomes outcomes) {
        this.form = form;
        this.byType = byType;
        this.afterForm = afterForm;
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        if (!form.reads(value)) {
            return byType.convert(value);
        }
        BsonValue read = form.read(value);
        return read == null ? outcomes.notExact(form.refusal()) : counted(value, afterForm.convert(read));
    }

    private Conversion counted(BsonValue from, Conversion conversion) {
        if (!(conversion instanceof Conversion.Value carried) || carried.value() == null) {
            return conversion;
        }
        List<Note> notes = new ArrayList<>(outcomes.parsed(from));
        carried.counted().stream()
                .filter(note -> note.reason() != Reason.CONVERTED)
                .forEach(notes::add);
        return new Conversion.Value(carried.value(), notes, carried.keepOriginal());
    }
}
