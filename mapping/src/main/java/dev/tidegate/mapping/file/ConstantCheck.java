package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.ColumnType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A constant of the file in the textual form of its column's type. */
final class ConstantCheck {
    private static final String EMPTY_ARRAY = "{}";

    /** No finer than the column, a year of four digits, no 24:00 and no leap second: these are carried as they are. */
    private static final Pattern MILLISECONDS =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT([01]\\d|2[0-3]):\\d\\d:[0-5]\\d(\\.\\d{1,3})?(Z|[+-]\\d\\d:\\d\\d)");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern BYTES = Pattern.compile("\\\\x([0-9a-fA-F]{2})*");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** In the JSON of a constant, and not behind a backslash of its own. */
    private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\u0000");

    private final Scope scope;

    ConstantCheck(Scope scope) {
        this.scope = scope;
    }

    /** @param isReference the column's values are ids of documents */
    Optional<String> constant(Node node, ColumnType type, boolean isReference) {
        Optional<String> text = switch (type.kind()) {
            case JSON, JSONB -> Json.of(node);
            case LIST -> emptyArray(node);
            default -> node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
        };
        boolean isId = isReference && !type.isList();
        if (text.isEmpty() || isId || !fits(text.get(), type)) {
            scope.problems()
                    .add(
                            node,
                            "this is no constant of type " + type
                                    + (isId ? "; ids come from documents" : expected(type)));
            return Optional.empty();
        }
        return text;
    }

    boolean fits(String text, ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT -> parses(text, Short::parseShort);
            case INTEGER -> parses(text, Integer::parseInt);
            case BIGINT -> parses(text, Long::parseLong);
            case REAL -> isSpecial(text) || isNumber(text) && Float.isFinite(Float.parseFloat(text));
            case DOUBLE -> isSpecial(text) || isNumber(text) && Double.isFinite(Double.parseDouble(text));
            case NUMERIC -> isSpecial(text) ? type.sizes().isEmpty() || text.equals("NaN") : isNumeric(text, type);
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case DATE -> DAY.matcher(text).matches() && parses(text, LocalDate::parse);
            case TIMESTAMP, TIMESTAMPTZ ->
                MILLISECONDS.matcher(text).matches()
                        && parses(text, Instant::parse)
                        && isOfPrecision(Instant.parse(text), type.precision());
            case ENUM -> scope.enums().get(type.name()).labels().contains(text);
            case TEXT -> text.indexOf('\0') < 0;
            case VARCHAR -> text.indexOf('\0') < 0 && hasRoom(text, type);
            case CHAR -> text.indexOf('\0') < 0 && hasRoom(text, type) && !text.endsWith(" ");
            case BYTEA -> BYTES.matcher(text).matches();
            case JSON, JSONB -> !ESCAPED_NUL.matcher(text).find();
            case LIST -> text.equals(EMPTY_ARRAY);
            case UUID -> ID.matcher(text).matches();
        };
    }

    private static boolean isSpecial(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    private static boolean isNumeric(String text, ColumnType type) {
        if (!isNumber(text) || type.sizes().isEmpty()) {
            return isNumber(text);
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        int digits = number.signum() == 0 ? 0 : number.precision() - number.scale();
        return number.scale() <= type.sizes().get(1)
                && digits <= type.sizes().get(0) - type.sizes().get(1);
    }

    private static boolean isOfPrecision(Instant time, int precision) {
        return BigDecimal.valueOf(time.getNano(), 9).stripTrailingZeros().scale() <= precision;
    }

    private static boolean hasRoom(String text, ColumnType type) {
        return type.sizes().isEmpty()
                || text.codePointCount(0, text.length()) <= type.sizes().get(0);
    }

    private String expected(ColumnType type) {
        return switch (type.kind()) {
            case ENUM ->
                "; its labels are "
                        + String.join(", ", scope.enums().get(type.name()).labels());
            case TIMESTAMP, TIMESTAMPTZ -> "; write it as 2024-01-31T12:00:00Z, or object_id_time as a default";
            case LIST -> "; only the empty list [] is";
            case DATE -> "; write it as 2024-01-31";
            case NUMERIC, VARCHAR, CHAR -> type.sizes().isEmpty() ? "" : "; it must fit without being cut";
            case BYTEA -> "; write it in hex, as '\\x0a1b'";
            case UUID -> "; write it as 00112233-4455-6677-8899-aabbccddeeff";
            default -> "";
        };
    }

    private static Optional<String> emptyArray(Node node) {
        return node instanceof SequenceNode list && list.getValue().isEmpty()
                ? Optional.of(EMPTY_ARRAY)
                : Optional.empty();
    }

    private static boolean parses(String text, Function<String, Object> parse) {
        try {
            parse.apply(text);
            return true;
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }
}
