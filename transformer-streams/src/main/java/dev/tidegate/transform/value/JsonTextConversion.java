package dev.tidegate.transform.value;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonValue;

/** JSON that is kept as text, into {@code jsonb} as JSON; values that are no text as {@code others} has them. */
final class JsonTextConversion implements ScalarConversion {
    private final ScalarConversion others;
    private final Outcomes outcomes;

    JsonTextConversion(ScalarConversion others, Outcomes outcomes) {
        this.others = others;
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        if (!value.isString()) {
            return others.convert(value);
        }
        String json = value.asString().getValue();
        if (!JsonSyntax.isCarried(json)) {
            return outcomes.notExact("this string is no JSON (RFC 8259) of at most " + JsonSyntax.MOST_LEVELS
                    + " levels, with numbers of at most " + JsonSyntax.MOST_DIGITS + " digits");
        }
        String safe = SafeText.repairedJson(json);
        Conversion carried = safe.equals(json) ? Conversion.Value.exact(json) : outcomes.repaired(safe);
        if (!(carried instanceof Conversion.Value made)) {
            return carried;
        }
        List<Note> notes = new ArrayList<>(outcomes.parsed(value));
        notes.addAll(made.counted());
        return new Conversion.Value(made.value(), notes, made.keepOriginal());
    }
}
