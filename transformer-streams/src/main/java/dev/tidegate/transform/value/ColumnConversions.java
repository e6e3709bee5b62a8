package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Policies;

/** Puts the conversion of a column's values together, by its type and its declaration. */
final class ColumnConversions {
    private ColumnConversions() {}

    /** @param referredCollection may be null for columns that are no references */
    static ScalarConversion of(ColumnMapping mapping, Migration migration, String referredCollection) {
        Outcomes outcomes = Outcomes.byPoliciesOf(mapping);
        ColumnConstants constants = ColumnConstants.of(mapping, migration, referredCollection);
        ScalarConversion scalar = scalar(mapping, migration, referredCollection, outcomes);
        ScalarConversion full = withFileRules(mapping, constants, scalar);
        return isList(mapping) ? new ListConversion(full, outcomes) : full;
    }

    static boolean isList(ColumnMapping mapping) {
        ColumnKind kind = mapping.type().kind();
        return kind == ColumnKind.TEXT_ARRAY || kind == ColumnKind.UUID_ARRAY;
    }

    /** The bare conversion by type, of a column's value or of a list's element. */
    static ScalarConversion scalar(
            ColumnMapping mapping, Migration migration, String referredCollection, Outcomes outcomes) {
        return switch (mapping.type().kind()) {
            case INTEGER -> IntegerConversion.toInteger(outcomes);
            case BIGINT -> IntegerConversion.toBigint(outcomes);
            case NUMERIC -> new NumericConversion(outcomes);
            case BOOLEAN -> new BooleanConversion(outcomes);
            case TIMESTAMP, TIMESTAMPTZ -> new TimestampConversion(outcomes);
            case TEXT, TEXT_ARRAY -> new TextConversion(outcomes);
            case UUID, UUID_ARRAY ->
                new ReferenceConversion(ReferenceIds.to(migration.collection(referredCollection)), outcomes);
            case JSONB -> new JsonbConversion(outcomes);
            case ENUM -> new EnumConversion(migration.enumType(mapping.type().enumName()), outcomes);
        };
    }

    private static ScalarConversion withFileRules(
            ColumnMapping mapping, ColumnConstants constants, ScalarConversion scalar) {
        Policies policies = mapping.policies();
        boolean emptyIsValue = !policies.emptyAsNull() || mapping.type().kind() == ColumnKind.JSONB;
        ScalarConversion conversion = emptyIsValue ? scalar : new EmptyConversion(scalar);
        return mapping.valueMap().isEmpty()
                ? conversion
                : new MappedConversion(mapping.valueMap(), constants::element, conversion);
    }
}
