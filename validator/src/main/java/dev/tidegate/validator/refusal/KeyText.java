package dev.tidegate.validator.refusal;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.validator.value.Numbers;
import dev.tidegate.validator.value.SqlText;

/** The values of keys as texts: equal exactly where PostgreSQL takes the keys for equal. */
public final class KeyText {
    private KeyText() {}

    /** @param value as it is read from the table, or its text */
    public static String of(Column column, Object value) {
        return column.type().kind() == ColumnKind.NUMERIC
                ? String.valueOf(Numbers.withoutScale(SqlText.of(value)))
                : SqlText.of(Numbers.withoutSignOfZero(value)).replace('\0', '\uFFFD');
    }
}
