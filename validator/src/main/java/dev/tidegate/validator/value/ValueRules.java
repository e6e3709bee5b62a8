package dev.tidegate.validator.value;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Parsing.Form;
import dev.tidegate.mapping.id.CollectionIds;
import java.util.Set;

/** Picks the rules of a column's type. */
public final class ValueRules {
    private ValueRules() {}

    /** For every column that refers to no collection. */
    public static ValueRule of(ColumnType type, Migration migration) {
        return switch (type.kind()) {
            case SMALLINT -> new WholeNumberRule(Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> new WholeNumberRule(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> new WholeNumberRule(Long.MIN_VALUE, Long.MAX_VALUE);
            case REAL -> new FloatRule();
            case DOUBLE -> new DoubleRule();
            case NUMERIC ->
                type.sizes().isEmpty()
                        ? new NumericRule()
                        : new SizedNumericRule(
                                new NumericRule(),
                                type.sizes().get(0),
                                type.sizes().get(1));
            case BOOLEAN -> new BooleanRule();
            case DATE -> new DateRule();
            case TIMESTAMP, TIMESTAMPTZ -> new TimestampRule(type.precision());
            case TEXT -> new TextRule();
            case VARCHAR ->
                type.sizes().isEmpty()
                        ? new TextRule()
                        : new ShortTextRule(type.sizes().get(0), true);
            case CHAR -> new ShortTextRule(type.sizes().get(0), false);
            case BYTEA -> new BytesRule();
            case JSON -> new JsonRule();
            case LIST -> new ListRule(of(type.element(), migration), false);
            case JSONB -> new JsonbRule();
            case ENUM -> new EnumRule(Set.copyOf(migration.enumType(type.name()).labels()));
            case UUID -> new UuidRule();
        };
    }

    /** The rule of a column whose values are read by a form before its type has its say. */
    public static ValueRule parsed(Form form, ValueRule byType) {
        if (byType instanceof ListRule list) {
            return new ListRule(parsed(form, list.element()), list.emptyIsNull());
        }
        if (form instanceof Form.Times times) {
            return new TimesRule(times, byType);
        }
        if (form instanceof Form.Numbers numbers) {
            return new WrittenNumberRule(numbers, byType);
        }
        if (form instanceof Form.Json) {
            return new JsonTextRule(byType);
        }
        return form instanceof Form.Labels ? new CaselessEnumRule(((EnumRule) byType).labels()) : byType;
    }

    public static IdRule ids(CollectionMapping collection) {
        return new IdRule(CollectionIds.of(collection), collection.ids());
    }

    public static ValueRule idList(CollectionMapping collection) {
        return new ListRule(ids(collection), false);
    }

    /** For columns that declare that the empty string counts as absent: a list's empty elements are NULL. */
    public static ValueRule withEmptyAsNull(ValueRule rule) {
        return rule instanceof ListRule list ? new ListRule(list.element(), true) : rule;
    }
}
