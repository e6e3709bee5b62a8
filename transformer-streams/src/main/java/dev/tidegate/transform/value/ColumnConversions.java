package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Parsing;
import dev.tidegate.mapping.declaration.Policies;

/** Puts the conversion of a column's values together, by its type and its declaration. */
final class ColumnConversions {
    private ColumnConversions() {}

    /** @param referredCollection may be null for columns that are no references */
    static ScalarConversion of(ColumnMapping mapping, Migration migration, String referredCollection) {
        Outcomes outcomes = Outcomes.byPoliciesOf(mapping);
        ColumnConstants constants = ColumnConstants.of(mapping, migration, referredCollection);
        ScalarConversion scalar = parsed(mapping, migration, referredCollection, outcomes);
        ScalarConversion full = withFileRules(mapping, constants, scalar);
        return mapping.type().isList() ? new ListConversion(full, outcomes) : full;
    }

    /** By the form that the file states, or by type alone. */
    private static ScalarConversion parsed(
            ColumnMapping mapping, Migration migration, String referredCollection, Outcomes outcomes) {
        ScalarConversion byType = scalar(mapping, migration, referredCollection, outcomes);
        Parsing.Form form = mapping.parsing().form();
        if (form instanceof Parsing.Form.Labels) {
            return EnumConversion.ignoringCase(
                    migration.enumType(mapping.type().single().name()), outcomes);
        }
        if (form instanceof Parsing.Form.Json) {
            return new JsonTextConversion(byType, outcomes);
        }
        if (form instanceof Parsing.Form.AsItIs) {
            return byType;
        }
        ScalarConversion afterForm = scalar(mapping, migration, referredCollection, outcomes.converting());
        ValueForm values = form instanceof Parsing.Form.Times times
                ? new TimeForm(times)
                : new NumberForm((Parsing.Form.Numbers) form);
        return new ParsedConversion(values, byType, afterForm, outcomes);
    }

    /** The bare conversion by type, of a column's value or of a list's element. */
    static ScalarConversion scalar(
            ColumnMapping mapping, Migration migration, String referredCollection, Outcomes outcomes) {
        ColumnType type = mapping.type().single();
        return switch (type.kind()) {
            case SMALLINT -> IntegerConversion.toSmallint(outcomes);
            case INTEGER -> IntegerConversion.toInteger(outcomes);
            case BIGINT -> IntegerConversion.toBigint(outcomes);
            case REAL -> new RealConversion(outcomes);
            case DOUBLE -> new DoubleConversion(outcomes);
            case NUMERIC -> new NumericConversion(type.sizes(), outcomes);
            case BOOLEAN -> new BooleanConversion(outcomes);
            case DATE -> new DateConversion(outcomes);
            case TIMESTAMP, TIMESTAMPTZ -> new TimestampConversion(type.precision(), outcomes);
            case TEXT -> new TextConversion(outcomes);
            case VARCHAR, CHAR -> LimitedTextConversion.to(type, outcomes);
            case BYTEA -> new BytesConversion(outcomes);
            case UUID ->
                referredCollection == null
                        ? new UuidConversion(outcomes)
                        : new ReferenceConversion(ReferenceIds.to(migration.collection(referredCollection)), outcomes);
            case JSON, JSONB -> new JsonConversion(outcomes);
            case ENUM -> new EnumConversion(migration.enumType(type.name()), outcomes);
            case LIST -> throw new IllegalArgumentException("a list of lists is no column type: " + type);
        };
    }

    private static ScalarConversion withFileRules(
            ColumnMapping mapping, ColumnConstants constants, ScalarConversion scalar) {
        Policies policies = mapping.policies();
        boolean emptyIsValue = !policies.emptyAsNull() || mapping.type().isJson();
        ScalarConversion conversion = emptyIsValue ? scalar : new EmptyConversion(scalar);
        ScalarConversion mapped = mapping.valueMap().isEmpty()
                ? conversion
                : new MappedConversion(mapping.valueMap(), mapping.type(), constants::element, conversion);
        TextSteps steps = TextSteps.of(mapping.parsing());
        return steps.areNone() ? mapped : new PreparedConversion(steps, mapped);
    }
}
