package dev.tidegate.cli.agreement;

import dev.tidegate.events.row.TableRow;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Table;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A row of the transformer as the validator would read it back from PostgreSQL. */
final class StoredRow {
    private static final Pattern STRING_OR_NUMBER =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|(-?\\d++(?:\\.\\d++)?(?:[eE][+-]?\\d++)?)");

    private StoredRow() {}

    static Object[] of(Table table, TableRow row) {
        List<Object> stored = new ArrayList<>();
        for (int index = 0; index < table.columns().size(); index++) {
            stored.add(value(table.columns().get(index).type(), row.values().get(index)));
        }
        return stored.toArray();
    }

    private static Object value(ColumnType type, Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case SMALLINT, INTEGER -> ((Integer) value).longValue();
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIMESTAMP, TIMESTAMPTZ -> LocalDateTime.ofInstant(Instant.ofEpochMilli((Long) value), ZoneOffset.UTC);
            case BYTEA -> ((ByteBuffer) value).array();
            case LIST ->
                ((List<?>) value)
                        .stream().map(element -> value(type.element(), element)).toArray();
            case JSONB -> STRING_OR_NUMBER.matcher((String) value).replaceAll(StoredRow::printed);
            default -> value;
        };
    }

    /** PostgreSQL prints numbers without an exponent. */
    private static String printed(MatchResult token) {
        return token.group(1) == null
                ? Matcher.quoteReplacement(token.group())
                : new BigDecimal(token.group()).toPlainString();
    }
}
