package dev.tidegate.events.row;

import dev.tidegate.mapping.declaration.ColumnKind;
import java.math.BigDecimal;
import java.util.List;

/** The primary key of a row: values of the key columns in key order, of the same Java types as in {@link TableRow}. */
public record RowKey(List<Object> values) {
    public RowKey {
        values = List.copyOf(values);
    }

    /**
     * A column's value as a part of a key: equal exactly for what PostgreSQL takes for equal. To it 42 and 42.0 are one
     * number, so in keys a number has no trailing zeros, and -0.0 is 0.0; every other type has one form for each value.
     */
    public static Object part(ColumnKind column, Object value) {
        return switch (column) {
            case NUMERIC -> withoutTrailingZeros((String) value);
            case REAL -> (Float) value == 0 ? (Object) 0f : value;
            case DOUBLE -> (Double) value == 0 ? (Object) 0d : value;
            default -> value;
        };
    }

    private static String withoutTrailingZeros(String numeric) {
        boolean hasDigits = Character.isDigit(numeric.charAt(numeric.length() - 1));
        return hasDigits ? new BigDecimal(numeric).stripTrailingZeros().toPlainString() : numeric;
    }
}
