package dev.tidegate.transform.value;

import dev.tidegate.mapping.reason.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonValue;

/** Into lists, such as {@code text[]}: elements in order, null elements kept, one that fails fails the whole. */
final class ListConversion implements ScalarConversion {
    private static final Note SCALAR = Note.of(Reason.SCALAR_AS_ARRAY);

    private final ScalarConversion elements;
    private final Outcomes outcomes;

    ListConversion(ScalarConversion elements, Outcomes outcomes) {
        this.elements = elements;
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        if (value.isArray()) {
            return convert(value.asArray(), Set.of());
        }
        return outcomes.refusesConversions()
                ? outcomes.conversionRefused(value)
                : convert(List.of(value), Set.of(SCALAR));
    }

    private Conversion convert(List<BsonValue> values, Set<Note> counts) {
        List<Object> list = new ArrayList<>(values.size());
        Set<Note> counted = new LinkedHashSet<>(counts);
        boolean keepOriginal = false;
        for (BsonValue value : values) {
            Conversion conversion = Absence.is(value) ? Conversion.Value.NULL : elements.convert(value);
            if (!(conversion instanceof Conversion.Value element) || Outcomes.isNullAndKeep(conversion)) {
                return conversion;
            }
            list.add(element.value());
            counted.addAll(element.counted());
            keepOriginal |= element.keepOriginal();
        }
        return new Conversion.Value(Collections.unmodifiableList(list), List.copyOf(counted), keepOriginal);
    }
}
