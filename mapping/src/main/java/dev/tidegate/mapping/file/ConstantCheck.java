package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.ColumnType;
import java.time.DateTimeException;
import java.time.Instant;
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

    /** In the JSON of a constant, and not behind a backslash of its own. */
    private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\u0000");

    private final Scope scope;

    ConstantCheck(Scope scope) {
        this.scope = scope;
    }

    Optional<String> constant(Node node, ColumnType type) {
        Optional<String> text = switch (type.kind()) {
            case JSONB -> Json.of(node);
            case LIST -> emptyArray(node);
            case UUID -> Optional.empty();
            default -> node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
        };
        if (text.isEmpty() || !fits(text.get(), type)) {
            scope.problems().add(node, "this is no constant of type " + type + expected(type));
            return Optional.empty();
        }
        return text;
    }

    boolean fits(String text, ColumnType type) {
        return switch (type.kind()) {
            case INTEGER -> parses(text, Integer::parseInt);
            case BIGINT -> parses(text, Long::parseLong);
            case NUMERIC -> text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?|NaN|-?Infinity");
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case TIMESTAMP, TIMESTAMPTZ -> MILLISECONDS.matcher(text).matches() && parses(text, Instant::parse);
            case ENUM -> scope.enums().get(type.name()).labels().contains(text);
            case TEXT -> text.indexOf('\0') < 0;
            case JSONB -> !ESCAPED_NUL.matcher(text).find();
            case LIST -> text.equals(EMPTY_ARRAY);
            case UUID -> false;
        };
    }

    private String expected(ColumnType type) {
        return switch (type.kind()) {
            case ENUM ->
                "; its labels are "
                        + String.join(", ", scope.enums().get(type.name()).labels());
            case TIMESTAMP, TIMESTAMPTZ -> "; write it as 2024-01-31T12:00:00Z, or object_id_time as a default";
            case LIST -> "; only the empty list [] is";
            case UUID -> "; ids come from documents";
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
