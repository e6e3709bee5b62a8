package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnMapping.Default;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Reference;
import dev.tidegate.mapping.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonValue;

/**
 * Carries values into one column: exactly, or by the file's policies, or not at all. Immutable, thread-safe; depends on
 * its arguments alone.
 */
public final class ValueConverter {
    private static final List<Note> DEFAULT = Note.alone(Reason.DEFAULT);
    private static final List<Note> EMPTY_ARRAY = Note.alone(Reason.EMPTY_ARRAY_AS_ABSENT);
    private static final List<Note> ARRAY_OF_ONE = Note.alone(Reason.ARRAY_OF_ONE);

    private final ScalarConversion conversion;
    private final TextSteps steps;
    private final Outcomes outcomes;
    private final Optional<Conversion> constant;
    private final boolean takesArrays;
    private final boolean required;
    private final Optional<Conversion> whenAbsent;
    private final boolean creationTimeWhenAbsent;

    private ValueConverter(ColumnMapping mapping, Migration migration, String referredCollection) {
        ColumnConstants constants = ColumnConstants.of(mapping, migration, referredCollection);
        this.conversion = ColumnConversions.of(mapping, migration, referredCollection);
        this.steps = TextSteps.of(mapping.parsing());
        this.outcomes = Outcomes.byPoliciesOf(mapping);
        this.constant = mapping.constant().map(text -> Conversion.Value.exact(constants.column(text)));
        this.takesArrays = mapping.type().takesArrays();
        this.required = mapping.required();
        this.whenAbsent = mapping.whenAbsent()
                .filter(Default.Constant.class::isInstance)
                .map(Default.Constant.class::cast)
                .map(stated -> new Conversion.Value(constants.column(stated.text()), DEFAULT, false));
        this.creationTimeWhenAbsent = mapping.whenAbsent()
                .filter(Default.ObjectIdTime.class::isInstance)
                .isPresent();
    }

    /**
     * For a reference to one of several collections: ids of the first candidate.
     *
     * @throws IllegalArgumentException when a constant, default or map of the file is no value of the column
     */
    public static ValueConverter of(ColumnMapping mapping, Migration migration) {
        String referred = mapping.reference()
                .map(Reference::candidates)
                .map(candidates -> candidates.get(0).collection())
                .orElse(null);
        return new ValueConverter(mapping, migration, referred);
    }

    /** For a reference to one of several collections: ids of the named candidate's collection. */
    public static ValueConverter of(ColumnMapping mapping, Migration migration, String candidateCollection) {
        return new ValueConverter(mapping, migration, candidateCollection);
    }

    /**
     * @param valueOrNull null when the document has no such field
     */
    public Conversion convert(BsonValue valueOrNull, ConversionContext context) {
        if (constant.isPresent()) {
            return constant.get();
        }
        if (Absence.is(valueOrNull)) {
            return absent(context, Conversion.Value.NULL);
        }
        return valueOrNull.isArray() && !takesArrays
                ? arrayOfOne(valueOrNull.asArray(), context)
                : value(valueOrNull, context);
    }

    /**
     * True when the column has no value of it, so that of several fields the next one counts: absent, null, an array of
     * nothing in a scalar column, an empty string under {@code empty_as_null}.
     */
    public boolean isAsIfAbsent(BsonValue valueOrNull) {
        if (Absence.is(valueOrNull)) {
            return true;
        }
        if (valueOrNull.isArray() && !takesArrays) {
            BsonArray array = valueOrNull.asArray();
            return array.isEmpty() || (array.size() == 1 && !array.get(0).isArray() && isAsIfAbsent(array.get(0)));
        }
        return valueOrNull.isString()
                && steps.trimmed(valueOrNull.asString().getValue()).isEmpty()
                && EmptyConversion.isEmpty(conversion.convert(valueOrNull));
    }

    /** For an id of which the field that says so names no collection. */
    public Conversion ofNoCandidate(FieldPath by) {
        return outcomes.noCandidate(by);
    }

    private Conversion value(BsonValue value, ConversionContext context) {
        Conversion converted = conversion.convert(value);
        return EmptyConversion.isEmpty(converted) ? absent(context, (Conversion.Value) converted) : converted;
    }

    private Conversion arrayOfOne(BsonArray array, ConversionContext context) {
        if (array.size() > 1 || (array.size() == 1 && array.get(0).isArray())) {
            return outcomes.failed(Reason.WRONG_TYPE, "an array of several values, or of arrays, does not convert");
        }
        if (outcomes.refusesConversions()) {
            return outcomes.conversionRefused(array);
        }
        return array.isEmpty() || Absence.is(array.get(0))
                ? absent(context, new Conversion.Value(null, EMPTY_ARRAY, false))
                : alsoCounted(ARRAY_OF_ONE, value(array.get(0), context));
    }

    /** @param asNull what an absent value is where null is allowed */
    private Conversion absent(ConversionContext context, Conversion.Value asNull) {
        if (!required) {
            return asNull;
        }
        Conversion stated = creationTimeWhenAbsent
                ? creationTime(context.documentId())
                : whenAbsent.orElseGet(outcomes::requiredAbsent);
        return alsoCounted(asNull.counted(), stated);
    }

    private Conversion creationTime(BsonValue documentId) {
        return documentId.isObjectId()
                ? new Conversion.Value(
                        documentId.asObjectId().getValue().getDate().getTime(), DEFAULT, false)
                : outcomes.noCreationTime();
    }

    private static Conversion alsoCounted(List<Note> first, Conversion conversion) {
        if (first.isEmpty() || !(conversion instanceof Conversion.Value value)) {
            return conversion;
        }
        List<Note> counted = new ArrayList<>(first);
        counted.addAll(value.counted());
        return new Conversion.Value(value.value(), counted, value.keepOriginal());
    }
}
