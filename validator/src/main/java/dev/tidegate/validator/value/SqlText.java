package dev.tidegate.validator.value;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as texts that PostgreSQL reads. Written for the validator alone, as its comparisons are. */
public final class SqlText {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NEVER)
            .appendPattern("-MM-dd HH:mm:ss.SSS+00")
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter DAY = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NEVER)
            .appendPattern("-MM-dd")
            .toFormatter(Locale.ROOT);

    private SqlText() {}

    /** Of anything that is read from a table or {@link ExpectedValue.Plain} holds; a time without zone is in UTC. */
    public static String of(Object value) {
        if (value instanceof LocalDate day) {
            return DAY.format(day) + (day.getEra() == IsoEra.BCE ? " BC" : "");
        }
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof LocalDateTime time) {
            boolean isBeforeChrist = time.toLocalDate().getEra() == IsoEra.BCE;
            return TIME.format(time) + (isBeforeChrist ? " BC" : "");
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    static String array(List<ExpectedValue> items) {
        return items.stream().map(SqlText::item).collect(Collectors.joining(",", "{", "}"));
    }

    private static String item(ExpectedValue item) {
        String text = item.sqlText();
        return text == null ? "NULL" : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
