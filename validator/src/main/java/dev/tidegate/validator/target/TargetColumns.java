package dev.tidegate.validator.target;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnType;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** How columns are selected, and what is read: {@code ExpectedValue} says which Java type stands for which. */
final class TargetColumns {
    private final List<Column> columns;
    private final boolean asTexts;

    private TargetColumns(List<Column> columns, boolean asTexts) {
        this.columns = columns;
        this.asTexts = asTexts;
    }

    static TargetColumns values(List<Column> columns) {
        return new TargetColumns(columns, false);
    }

    /** Each as PostgreSQL prints it, and reads it again. */
    static TargetColumns texts(List<Column> columns) {
        return new TargetColumns(columns, true);
    }

    String selectList() {
        return columns.stream()
                .map(column -> asTexts ? quoted(column.name()) + "::text" : selected(column))
                .collect(Collectors.joining(", "));
    }

    /**
     * What Java has no type for, or another idea of, is read as PostgreSQL prints it: numerics, the special ones among them,
     * enums, chars without their padding, and each element of a list. Times with a zone are read as UTC.
     */
    private static String selected(Column column) {
        String name = quoted(column.name());
        return switch (column.type().kind()) {
            case NUMERIC, CHAR, ENUM, JSON, JSONB -> name + "::text";
            case LIST -> name + "::text[]";
            case TIMESTAMPTZ -> name + " AT TIME ZONE 'UTC'";
            default -> name;
        };
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    Object[] read(ResultSet row) throws SQLException {
        var values = new Object[columns.size()];
        for (int index = 0; index < values.length; index++) {
            values[index] = asTexts
                    ? row.getString(index + 1)
                    : read(row, index + 1, columns.get(index).type());
        }
        return values;
    }

    private static Object read(ResultSet row, int index, ColumnType type) throws SQLException {
        return switch (type.kind()) {
            case SMALLINT, INTEGER, BIGINT -> {
                long number = row.getLong(index);
                yield row.wasNull() ? null : (Object) number;
            }
            case BOOLEAN -> {
                boolean flag = row.getBoolean(index);
                yield row.wasNull() ? null : (Object) flag;
            }
            case REAL -> {
                float number = row.getFloat(index);
                yield row.wasNull() ? null : (Object) number;
            }
            case DOUBLE -> {
                double number = row.getDouble(index);
                yield row.wasNull() ? null : (Object) number;
            }
            case DATE -> row.getObject(index, LocalDate.class);
            case TIMESTAMP, TIMESTAMPTZ -> row.getObject(index, LocalDateTime.class);
            case BYTEA -> row.getBytes(index);
            case UUID -> row.getObject(index, UUID.class);
            case LIST -> list(row.getArray(index), type.element());
            case NUMERIC, TEXT, VARCHAR, CHAR, ENUM, JSON, JSONB -> row.getString(index);
        };
    }

    private static Object list(Array array, ColumnType element) throws SQLException {
        if (array == null) {
            return null;
        }
        Object[] texts = (Object[]) array.getArray();
        Object[] values = new Object[texts.length];
        for (int index = 0; index < values.length; index++) {
            values[index] = texts[index] instanceof String text ? PrintedValue.of(text, element) : texts[index];
        }
        return values;
    }
}
