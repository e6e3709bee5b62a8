package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonString;

/**
 * Reads what the migration file states for a column in the column's own textual form: constants, defaults, targets of a
 * map. Lists are PostgreSQL's array literals; a timestamp without a zone is UTC, as it is in the column.
 */
final class ColumnConstants {
    private static final Pattern PLAIN_TIMESTAMP =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?))?");
    private static final Pattern ARRAY_ELEMENT = Pattern.compile(
            "\\G\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\",{}\\\\]*[^\",{}\\\\\\s]))\\s*(,|$)", Pattern.DOTALL);

    private final ColumnMapping mapping;
    private final ScalarConversion scalar;

    private ColumnConstants(ColumnMapping mapping, ScalarConversion scalar) {
        this.mapping = mapping;
        this.scalar = scalar;
    }

    static ColumnConstants of(ColumnMapping mapping, Migration migration, String referredCollection) {
        return new ColumnConstants(
                mapping,
                ColumnConversions.scalar(mapping, migration, referredCollection, Outcomes.byDefaults(mapping)));
    }

    /** A value of the whole column. */
    Object column(String text) {
        return mapping.type().isList() ? list(text) : element(text);
    }

    /** A value of the column, or of one element where the column is a list. */
    Object element(String text) {
        return switch (mapping.type().single().kind()) {
            case JSON, JSONB -> text;
            case SMALLINT, INTEGER, BIGINT -> converted(stripped(text));
            case REAL -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case BYTEA -> bytes(text);
            case NUMERIC -> numeric(text);
            case TIMESTAMP, TIMESTAMPTZ -> timestamp(text);
            case UUID -> uuid(text);
            default -> converted(text);
        };
    }

    private Object converted(String text) {
        if (scalar.convert(new BsonString(text)) instanceof Conversion.Value value && value.value() != null) {
            return value.value();
        }
        throw noValue();
    }

    /** PostgreSQL reads a plus sign and leading zeros as well; the documents' own text is held to one form. */
    private String stripped(String text) {
        return decimal(text).toPlainString();
    }

    private String numeric(String text) {
        boolean isSpecial = text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
        List<Integer> sizes = mapping.type().single().sizes();
        if (isSpecial || sizes.isEmpty()) {
            return isSpecial ? text : decimal(text).toPlainString();
        }
        try {
            return decimal(text)
                    .setScale(sizes.get(1), RoundingMode.UNNECESSARY)
                    .toPlainString();
        } catch (ArithmeticException e) {
            throw noValue();
        }
    }

    private ByteBuffer bytes(String text) {
        if (!text.startsWith("\\x")) {
            throw noValue();
        }
        return ByteBuffer.wrap(HexFormat.of().parseHex(text, 2, text.length()));
    }

    private BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw noValue();
        }
    }

    private Object timestamp(String text) {
        Matcher plain = PLAIN_TIMESTAMP.matcher(text);
        if (!plain.matches()) {
            return converted(text);
        }
        String time = plain.group(2) == null ? "00:00" : plain.group(2);
        return converted(plain.group(1) + "T" + time + "Z");
    }

    private Object uuid(String text) {
        boolean isUuid = text.length() == 36 && text.charAt(8) == '-';
        return isUuid ? UUID.fromString(text) : converted(text);
    }

    private List<Object> list(String literal) {
        String text = literal.strip();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw noArray();
        }
        String inner = text.substring(1, text.length() - 1).strip();
        List<Object> list = new ArrayList<>();
        Matcher element = ARRAY_ELEMENT.matcher(inner);
        boolean more = !inner.isEmpty();
        while (more) {
            if (!element.find()) {
                throw noArray();
            }
            list.add(element(element.group(1), element.group(2)));
            more = element.group(3).equals(",");
        }
        return Collections.unmodifiableList(list);
    }

    private Object element(String quoted, String bare) {
        if (quoted != null) {
            return element(quoted.replaceAll("(?s)\\\\(.)", "$1"));
        }
        return bare.equalsIgnoreCase("NULL") ? null : element(bare);
    }

    private IllegalArgumentException noValue() {
        return new IllegalArgumentException("the migration file states a value for column \"" + mapping.column()
                + "\" that is no " + mapping.type() + ": correct its constant, default or map");
    }

    private IllegalArgumentException noArray() {
        return new IllegalArgumentException("the migration file states a value for column \"" + mapping.column()
                + "\" that is no array literal: write it as {a,b} or {}");
    }
}
